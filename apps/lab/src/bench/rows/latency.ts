import { eventually } from '@nowait/chassis/testing/eventually'
import { sharedMs } from '../clock.ts'
import { insertOrder } from '../order.ts'
import { paced } from '../paced.ts'
import type { Place } from '../place.ts'
import { explained } from '../profile.ts'
import { inTurn } from '../rounds.ts'
import { type Bench, compare } from '../row.ts'
import { percentile } from '../statistics.ts'
import { type PeerName, type SystemName, withSystems } from '../systems/open-systems.ts'
import type { JobSystem } from '../systems/system.ts'
import { startWorker } from '../worker.ts'

const perSecond = 300
const budgetMs = 50
const peers: PeerName[] = ['graphile-worker', 'pg-boss, notified']

/** How long after the commit of an order another process begins with its job. */
export const latency: Bench = ({ place, quick, rounds, tell }) =>
  withSystems(place, peers, async (ours, others) => {
    const forMs = quick ? 2_500 : 4_000
    const measure = (name: SystemName, system: JobSystem) => async () => {
      const waits = await waitsOf(place, { name, system, forMs })
      return { waits, p50: percentile(waits, 0.5), p99: percentile(waits, 0.99) }
    }
    const measures = {
      ours: measure('ours', ours),
      ...Object.fromEntries([...others].map(([name, system]) => [name, measure(name, system)])),
    } as Record<SystemName, ReturnType<typeof measure>>
    const values = await inTurn(measures, { rounds, tell })
    const p99 = (name: SystemName) => values[name].map((one) => one.p99)
    const p50 = (name: SystemName) => values[name].map((one) => one.p50)

    const all = values.ours.flatMap(({ waits }) => waits)
    const pooled = `p99 of all ${all.length} of ours ${percentile(all, 0.99).toFixed(1)}`
    const note = `${perSecond} a second, two processes; ${pooled}`
    const common = { unit: 'ms', better: 'less', note } as const
    const budget = { name: `${budgetMs} ms`, values: p99('ours').map(() => budgetMs) }
    const rows = [
      compare({
        ...common,
        name: 'commit to handler, p99',
        ours: p99('ours'),
        peer: budget,
        floor: 1,
        stretch: 2,
      }),
      ...[...others.keys()].flatMap((name) => [
        compare({
          ...common,
          name: 'commit to handler, p99',
          ours: p99('ours'),
          peer: { name, values: p99(name) },
          floor: 0.4,
          stretch: 1,
        }),
        compare({
          ...common,
          name: 'commit to handler, p50',
          ours: p50('ours'),
          peer: { name, values: p50(name) },
          floor: null,
          stretch: null,
        }),
      ]),
    ]
    return explained(rows, { tell, of: 'the process that orders', round: measures.ours })
  })

/** How long each job waited, ms. */
async function waitsOf(
  { database, url }: Place,
  { name, system, forMs }: { name: SystemName; system: JobSystem; forMs: number },
): Promise<number[]> {
  await database.sql`truncate orders`
  await system.clear()
  const worker = await startWorker({ system: name, url, hangs: false })
  const committed = new Map<string, number>()
  const order = async () => {
    const { orderId } = await database.transaction(async (tx) => {
      const job = await insertOrder(tx)
      await system.enqueue(tx, job)
      return job
    })
    committed.set(orderId, sharedMs())
  }
  try {
    await order()
    await eventually(() => worker.begun.size === 1, { withinMs: 60_000 })
    committed.clear()
    await paced(perSecond, forMs, order)
    await eventually(() => worker.begun.size === committed.size + 1, { withinMs: 60_000 })
    // A worker may be told before whoever waits for the commit.
    return [...committed].map(([orderId, at]) => Math.max(0, worker.begun.get(orderId)! - at))
  } finally {
    await worker.kill()
  }
}
