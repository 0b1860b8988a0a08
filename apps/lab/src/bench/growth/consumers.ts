import { startSequencer } from '@nowait/chassis/events/sequencer'
import { publish } from '@nowait/chassis/events/publish'
import { subscribe, type Subscription } from '@nowait/chassis/events/subscribe'
import { eventually } from '@nowait/chassis/testing/eventually'
import { uuidv7 } from '@nowait/chassis/uuidv7'
import { sharedMs } from '../clock.ts'
import { log, source } from '../kafka/fresh.ts'
import { data, type } from '../logs/event-data.ts'
import { fillLog } from '../logs/fill-log.ts'
import { paced } from '../paced.ts'
import type { Place } from '../place.ts'
import { explained } from '../profile.ts'
import { type BenchContext, compare, type Curve } from '../row.ts'
import { percentile, spreadOf } from '../statistics.ts'
import { said } from './said.ts'

const counts = [1, 2, 4, 8]
const perSecond = 50
const withinMs = 120_000

interface Point {
  /** Events handed to handlers a second, of all consumers together. */
  rate: number
  /** From a commit to the handler of each consumer, ms. */
  p99: number
}

/** What becomes of those who follow a log as there are more of them, all in one process. */
export async function asConsumersGrow({ place, quick, tell }: BenchContext) {
  const points = new Map<number, Point[]>(counts.map((count) => [count, []]))
  const times = quick ? 1 : 3
  for (let round = 1; round <= times; round++) {
    for (const count of counts) {
      tell(`round ${round} of ${times}: ${count} consumers`)
      const rate = await caughtUp(place, count, quick ? 1_000 : 2_000)
      const p99 = percentile(await waitsOf(place, count, quick ? 2_000 : 4_000), 0.99)
      points.get(count)!.push({ rate, p99 })
    }
  }
  const [least, most] = [counts[0]!, counts.at(-1)!]
  const row = (
    which: keyof Point,
    about: { name: string; unit: string; better: 'more' | 'less'; floor: number; stretch: number },
  ) => {
    const at = (count: number) => points.get(count)!.map((point) => point[which])
    const curve: Curve = {
      of: 'consumers',
      points: counts.map((count) => ({ at: count, value: spreadOf(at(count)).median })),
    }
    const peer = { name: 'one consumer', values: at(least) }
    return compare({ ...about, ours: at(most), peer, curve, note: said(curve) })
  }
  const rows = [
    row('rate', {
      name: 'events as consumers grow',
      unit: 'events/s, all of them together',
      better: 'more',
      floor: 0.7,
      stretch: 1,
    }),
    row('p99', {
      name: 'commit to handler as consumers grow',
      unit: `ms, p99 at ${perSecond} events a second`,
      better: 'less',
      floor: 0.15,
      stretch: 0.5,
    }),
  ]
  const round = () => caughtUp(place, most, 2_000)
  return explained(rows, { tell, of: `the process of ${most} consumers`, round })
}

const consume = ({ database }: Place, count: number, handler: (aggregate: string) => void): Subscription[] =>
  Array.from({ length: count }, (_, n) =>
    subscribe({
      database,
      group: `bench ${n}`,
      sources: [source],
      log,
      handlers: { [type]: ({ aggregate }: { aggregate: string }) => handler(aggregate) },
    }),
  )

/** Events a second, from the first handler until all consumers are through with what waits in the log. */
async function caughtUp(place: Place, count: number, events: number): Promise<number> {
  await place.database.sql`truncate consumer_offset, consumer_group`
  await fillLog(place, events)
  const all = Promise.withResolvers<void>()
  let begun = 0
  let start = 0
  const consumers = consume(place, count, () => {
    if (begun++ === 0) start = performance.now()
    if (begun === count * events) all.resolve()
  })
  try {
    await all.promise
    return (begun * 1_000) / (performance.now() - start)
  } finally {
    await Promise.all(consumers.map((each) => each.stop()))
  }
}

/** How long each event waited for each of the consumers, ms. */
async function waitsOf(place: Place, count: number, forMs: number): Promise<number[]> {
  const { database, url } = place
  await database.sql`truncate outbox, event_log, consumer_offset, consumer_group`
  const committed = new Map<string, number>()
  const begun: { aggregate: string; at: number }[] = []
  const sequencer = startSequencer({ url, schema: source, log })
  const consumers = consume(place, count, (aggregate) => void begun.push({ aggregate, at: sharedMs() }))
  const write = async () => {
    const aggregate = uuidv7()
    await database.transaction((tx) => publish(tx, { aggregate, version: 1, type, data }))
    committed.set(aggregate, sharedMs())
  }
  try {
    // Once all of them follow.
    await write()
    await eventually(() => begun.length === count, { withinMs })
    committed.clear()
    await paced(perSecond, forMs, write)
    await eventually(() => begun.length === count * (committed.size + 1), { withinMs })
    const measured = begun.slice(count)
    return measured.map(({ aggregate, at }) => Math.max(0, at - committed.get(aggregate)!))
  } finally {
    await Promise.all(consumers.map((each) => each.stop()))
    await sequencer.stop()
  }
}
