import { rateOf } from '../callers.ts'
import { createMeter } from '../cpu.ts'
import { insertOrder } from '../order.ts'
import { callers } from '../place.ts'
import { explained } from '../profile.ts'
import { inTurn } from '../rounds.ts'
import { type BenchContext, compare } from '../row.ts'
import type { LogSystem } from './log-system.ts'
import { type LogSystems, peerNames, running, shown } from './systems.ts'

/** What it costs an order to write an event. */
export async function writing({ place, quick, rounds, tell }: BenchContext, systems: LogSystems) {
  const { database } = place
  const meter = await createMeter(place)
  const order = async (system: LogSystem) => {
    let orders = 0
    const rate = await rateOf(callers, quick ? 1_000 : 3_000, async () => {
      await database.transaction(async (tx) => {
        const { orderId } = await insertOrder(tx)
        await system.append(tx, { aggregate: orderId, version: 1 })
      })
      orders++
    })
    return { rate, orders }
  }
  const measure = (system: LogSystem) =>
    running(system, place, async () => {
      await database.sql`truncate orders`
      const used = meter()
      const { rate, orders } = await order(system)
      return { rate, cpu: (used() ?? Number.NaN) / orders }
    })
  const values = await inTurn(forEach(systems, measure), {
    rounds,
    tell: (text) => tell(`writing, ${text}`),
  })
  const rows = peerNames.flatMap((name) => [
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
  return explained(rows, {
    tell,
    of: 'writers and sequencer',
    round: () => running(systems.ours, place, () => order(systems.ours)),
  })
}

const forEach = <Value>(systems: LogSystems, measure: (system: LogSystem) => Promise<Value>) =>
  Object.fromEntries(
    Object.entries(systems).map(([name, system]) => [name, () => measure(system)]),
  ) as Record<keyof LogSystems, () => Promise<Value>>
