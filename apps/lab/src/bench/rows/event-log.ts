import { check } from '@nowait/chassis/events/torture/check'
import { openDatabase } from '@nowait/chassis/database'
import { setTimeout as pause } from 'node:timers/promises'
import { rateOf } from '../callers.ts'
import { createMeter } from '../cpu.ts'
import { sharedMs } from '../clock.ts'
import type { LogSystem } from '../logs/log-system.ts'
import { openOurs } from '../logs/ours.ts'
import { advisoryLock, naive, xid8 } from '../logs/peers.ts'
import { readOn } from '../logs/read-on.ts'
import { writeThings } from '../logs/write-things.ts'
import { insertOrder } from '../order.ts'
import { paced } from '../paced.ts'
import { callers, type Place } from '../place.ts'
import { inTurn } from '../rounds.ts'
import { type Bench, type BenchContext, compare } from '../row.ts'

const peers = { 'naive reader': naive, 'xid8 reader': xid8, 'advisory-lock log': advisoryLock }
type Name = 'ours' | keyof typeof peers
const peerNames = Object.keys(peers) as (keyof typeof peers)[]
const shown = { floor: null, stretch: null }

/** What it costs an order to write an event, and whether the event arrives: once, in order, and soon. */
export const eventLog: Bench = async (context) => {
  const systems: Record<Name, LogSystem> = { ours: openOurs(context.place), ...peers }
  return [
    ...(await writing(context, systems)),
    ...(await arriving(context, systems)),
    ...(await waiting(context, systems)),
  ]
}

const forEach = <Value>(systems: Record<Name, LogSystem>, measure: (system: LogSystem) => Promise<Value>) =>
  Object.fromEntries(
    Object.entries(systems).map(([name, system]) => [name, () => measure(system)]),
  ) as Record<Name, () => Promise<Value>>

/** Empties the log, lets run what has to, and stops it. */
async function running<T>(system: LogSystem, { database }: Place, run: () => Promise<T>): Promise<T> {
  await system.clear(database.sql)
  const beside = system.run?.()
  try {
    return await run()
  } finally {
    await beside?.stop()
  }
}

async function writing({ place, quick, rounds, tell }: BenchContext, systems: Record<Name, LogSystem>) {
  const { database } = place
  const meter = await createMeter(place)
  const measure = (system: LogSystem) =>
    running(system, place, async () => {
      await database.sql`truncate orders`
      let orders = 0
      const used = meter()
      const rate = await rateOf(callers, quick ? 1_000 : 4_000, async () => {
        await database.transaction(async (tx) => {
          const { orderId } = await insertOrder(tx)
          await system.append(tx, { aggregate: orderId, version: 1 })
        })
        orders++
      })
      return { rate, cpu: (used() ?? Number.NaN) / orders }
    })
  const values = await inTurn(forEach(systems, measure), {
    rounds,
    tell: (text) => tell(`writing, ${text}`),
  })
  return peerNames.flatMap((name) => [
    compare({
      name: 'order + event in one transaction',
      unit: 'orders/s',
      better: 'more',
      ours: values.ours.map(({ rate }) => rate),
      peer: { name, values: values[name].map(({ rate }) => rate) },
      ...(name === 'naive reader' ? { floor: 0.8, stretch: 0.95 } : shown),
    }),
    compare({
      name: 'processor time of order + event',
      unit: 'us an order, caller, sequencer and database',
      better: 'less',
      ours: values.ours.map(({ cpu }) => cpu),
      peer: { name, values: values[name].map(({ cpu }) => cpu) },
      ...shown,
    }),
  ])
}

/** Under writers that get into each other's way. */
async function arriving({ place, quick, rounds, tell }: BenchContext, systems: Record<Name, LogSystem>) {
  const counted = new Map<Name, { events: number; lost: number; reordered: number }>()
  const shares = new Map<Name, number[]>()
  const times = quick ? 1 : rounds
  for (let round = 1; round <= times; round++) {
    for (const name of ['ours', ...peerNames] as const) {
      tell(`who loses events, round ${round} of ${times}: ${name}`)
      const system = systems[name]
      const { events, lost, reordered, repeated } = await running(system, place, async () => {
        const reader = readOn(system, place.database.sql)
        const written = await writeThings(place.database, system, {
          forMs: quick ? 2_000 : 6_000,
          seed: round,
        })
        const read = await reader.stop()
        return { events: [...written.values()].reduce((sum, each) => sum + each, 0), ...check(written, read) }
      })
      const before = counted.get(name) ?? { events: 0, lost: 0, reordered: 0 }
      counted.set(name, {
        events: before.events + events,
        lost: before.lost + lost,
        reordered: before.reordered + reordered,
      })
      shares.set(name, [...(shares.get(name) ?? []), 1 - (lost + reordered + repeated) / events])
    }
  }
  const said = (name: Name) => {
    const { events, lost, reordered } = counted.get(name)!
    return `${name}: of ${events} events ${lost} lost, ${reordered} reordered`
  }
  const common = { name: 'arrives once and in order', unit: 'share', better: 'more' } as const
  const ours = shares.get('ours')!
  return [
    compare({
      ...common,
      ours,
      peer: { name: 'all of them', values: ours.map(() => 1) },
      floor: 1,
      stretch: 1,
      note: said('ours'),
    }),
    ...peerNames.map((name) =>
      compare({ ...common, ours, peer: { name, values: shares.get(name)! }, ...shown, note: said(name) }),
    ),
  ]
}

const perSecond = 100
const heldMs = 2_000

/** How long an event waits at most while somebody has a write transaction open that has nothing to do with it. */
async function waiting({ place, tell }: BenchContext, systems: Record<Name, LogSystem>) {
  const elsewhere = openDatabase({ url: place.url, name: 'elsewhere', max: 2 })
  const waits = {} as Record<Name, number>
  try {
    for (const name of ['ours', ...peerNames] as const) {
      tell(`a write transaction is open elsewhere: ${name}`)
      waits[name] = await running(systems[name], place, () => longestWait(place, systems[name], elsewhere))
    }
  } finally {
    await elsewhere.close()
  }
  return peerNames.map((name) =>
    compare({
      name: 'longest wait, a transaction open',
      unit: 'ms',
      better: 'less',
      ours: [waits.ours],
      peer: { name, values: [waits[name]] },
      ...(name === 'xid8 reader' ? { floor: 4, stretch: 20 } : shown),
      note: `${perSecond} events a second; a write transaction elsewhere stays open for ${heldMs / 1_000} s`,
    }),
  )
}

async function longestWait(
  { database }: Place,
  system: LogSystem,
  elsewhere: Place['database'],
): Promise<number> {
  const committed = new Map<string, number>()
  const reader = readOn(system, database.sql)
  const write = async () => {
    const { orderId } = await database.transaction(async (tx) => {
      const order = await insertOrder(tx)
      await system.append(tx, { aggregate: order.orderId, version: 1 })
      return order
    })
    committed.set(orderId, sharedMs())
  }
  await Promise.all([
    paced(perSecond, heldMs + 1_000, write),
    pause(500).then(() =>
      elsewhere.transaction(async (tx) => {
        await tx`insert into unrelated values (1)`
        await tx`select pg_sleep(${heldMs / 1_000})`
      }),
    ),
  ])
  const read = await reader.stop()
  // A reader may be told before whoever waits for the commit.
  return Math.max(...read.map(({ aggregate, at }) => Math.max(0, at - (committed.get(aggregate) ?? at))))
}
