import { setTimeout as pause } from 'node:timers/promises'
import { explained } from '../profile.ts'
import { inTurn } from '../rounds.ts'
import { type Bench, compare } from '../row.ts'
import { type PeerName, withSystems } from '../systems/open-systems.ts'
import { concurrency, type JobSystem } from '../systems/system.ts'

const judged: Partial<Record<PeerName, { floor: number; stretch: number }>> = {
  'graphile-worker': { floor: 5, stretch: 10 },
  'graphile-worker, tuned': { floor: 0.5, stretch: 1 },
  'pg-boss': { floor: 1, stretch: 2 },
}
const peers = Object.keys(judged) as PeerName[]

/** How fast one process gets through a backlog of jobs that have nothing to do. */
export const drain: Bench = ({ place, quick, rounds, tell }) =>
  withSystems(place, peers, async (ours, others) => {
    const count = quick ? 5_000 : 10_000
    const measures = {
      ours: () => drained(ours, count),
      ...Object.fromEntries([...others].map(([name, system]) => [name, () => drained(system, count)])),
    } as Record<'ours' | PeerName, () => Promise<number>>
    const values = await inTurn(measures, { rounds, tell })
    const rows = [...others.keys()].map((name) =>
      compare({
        name: 'drain of no-op jobs',
        unit: 'jobs/s',
        better: 'more',
        ours: values.ours,
        peer: { name, values: values[name] },
        ...judged[name]!,
        note: `one process, ${concurrency} handlers, ${count} jobs`,
      }),
    )
    return explained(rows, { tell, of: 'the process that works', round: measures.ours })
  })

/** Jobs in a second, from the first handler until none is left in the database. */
async function drained(system: JobSystem, count: number): Promise<number> {
  await system.clear()
  await system.fill(count)
  const first = Promise.withResolvers<number>()
  let called = 0
  const all = Promise.withResolvers<void>()
  const working = await system.work(() => {
    first.resolve(performance.now())
    if (++called === count) all.resolve()
  })
  try {
    const start = await first.promise
    await all.promise
    while ((await system.left()) > 0) await pause(2)
    return (count * 1000) / (performance.now() - start)
  } finally {
    await working.stop()
  }
}
