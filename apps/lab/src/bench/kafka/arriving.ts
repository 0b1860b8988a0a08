import { publish } from '@nowait/chassis/events/publish'
import { startSequencer } from '@nowait/chassis/events/sequencer'
import { subscribe } from '@nowait/chassis/events/subscribe'
import { startRelay } from '@nowait/chassis/kafka/relay'
import { topicTransport } from '@nowait/chassis/kafka/topic-transport'
import type { Kafka } from '@nowait/chassis/kafka/topics'
import { eventually } from '@nowait/chassis/testing/eventually'
import { uuidv7 } from '@nowait/chassis/uuidv7'
import { sharedMs } from '../clock.ts'
import { data, type } from '../logs/event-data.ts'
import { paced } from '../paced.ts'
import type { Place } from '../place.ts'
import { explained } from '../profile.ts'
import { inTurn } from '../rounds.ts'
import { type BenchContext, compare } from '../row.ts'
import { percentile } from '../statistics.ts'
import { fresh, log, source } from './fresh.ts'

const perSecond = 100
const budgetMs = 500

/** How long an event takes from its commit to the handler behind Kafka. */
export async function arriving({ place, quick, rounds, tell }: BenchContext, given: Kafka) {
  const forMs = quick ? 2_000 : 7_000
  const measure = (over?: Required<Kafka>) => async () => {
    const waits = await waitsOf(place, forMs, over && fresh(over))
    return { waits, p50: percentile(waits, 0.5), p99: percentile(waits, 0.99) }
  }
  const values = await inTurn(
    { kafka: measure(fresh(given)), postgres: measure() },
    { rounds, tell: (text) => tell(`commit to handler, ${text}`) },
  )
  const common = { unit: 'ms', better: 'less' } as const
  const all = values.kafka.flatMap(({ waits }) => waits)
  const pooled = `p50 and p99 of all ${all.length} over Kafka ${[0.5, 0.99].map((share) => percentile(all, share).toFixed(1)).join(' and ')}`
  const note = `${perSecond} events a second, through sequencer, relay and broker; ${pooled}`
  const rows = [
    compare({
      ...common,
      name: 'event over Kafka, p99',
      ours: values.kafka.map(({ p99 }) => p99),
      peer: { name: `${budgetMs} ms`, values: values.kafka.map(() => budgetMs) },
      floor: 1,
      stretch: 5,
      note,
    }),
    ...(['p50', 'p99'] as const).map((which) =>
      compare({
        ...common,
        name: `event over PostgreSQL, ${which}`,
        ours: values.postgres.map((each) => each[which]),
        peer: { name: 'over Kafka', values: values.kafka.map((each) => each[which]) },
        floor: null,
        stretch: null,
        note,
      }),
    ),
  ]
  return explained(rows, { tell, of: 'writer, sequencer, relay and reader', round: measure(fresh(given)) })
}

/** How long each event waited from its commit until a handler began with it, ms. */
async function waitsOf(
  { database, url }: Place,
  forMs: number,
  over: Required<Kafka> | undefined,
): Promise<number[]> {
  await database.sql`truncate outbox, event_log, consumer_offset, consumer_group`
  const committed = new Map<string, number>()
  const begun = new Map<string, number>()
  const sequencer = startSequencer({ url, schema: source, log })
  const relay = over && startRelay({ ...over, database, source, log })
  const reading = { database, group: 'bench', sources: [source], log, handlers: { [type]: note } }
  const subscription = subscribe(reading, over && ((what) => topicTransport(what, { ...over, log })))
  function note({ aggregate }: { aggregate: string }): void {
    begun.set(aggregate, sharedMs())
  }
  const write = async () => {
    const aggregate = uuidv7()
    await database.transaction((tx) => publish(tx, { aggregate, version: 1, type, data }))
    committed.set(aggregate, sharedMs())
  }
  try {
    await write()
    await eventually(() => begun.size === 1, { withinMs: 60_000 })
    committed.clear()
    await paced(perSecond, forMs, write)
    await eventually(() => begun.size === committed.size + 1, { withinMs: 60_000 })
    return [...committed].map(([aggregate, at]) => Math.max(0, begun.get(aggregate)! - at))
  } finally {
    await subscription.stop()
    await relay?.stop()
    await sequencer.stop()
  }
}
