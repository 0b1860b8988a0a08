import { setTimeout as pause } from 'node:timers/promises'
import { sharedMs } from '../clock.ts'
import { insertOrder } from '../order.ts'
import type { Place } from '../place.ts'
import { type Bench, compare } from '../row.ts'
import { type PeerName, type SystemName, withSystems } from '../systems/open-systems.ts'
import type { JobSystem } from '../systems/system.ts'
import { startWorker } from '../worker.ts'

const patienceMs = 30_000
const judged: Partial<Record<PeerName, { floor: number; stretch: number; theirs: string }>> = {
  'pg-boss, notified': { floor: 3, stretch: 5, theirs: 'with its shortest heartbeat, 10 s' },
  'graphile-worker': { floor: 5, stretch: 10, theirs: 'by its documents after 4 hours' },
}

/** How long the job of a killed process lies before another process begins with it. */
export const recovery: Bench = ({ place, rounds, tell }) =>
  withSystems(place, Object.keys(judged) as PeerName[], async (ours, others) => {
    // Theirs once and at the same time: that is long, and the machine does nothing meanwhile.
    const theirs = Promise.all(
      [...others].map(async ([name, system]) => ({ name, ms: await recoveryOf(place, name, system) })),
    )
    const own: number[] = []
    for (let round = 1; round <= rounds; round++) {
      tell(`kill ${round} of ${rounds}`)
      own.push(await recoveryOf(place, 'ours', ours))
    }
    tell(`waiting for the others, at most ${patienceMs / 1000} s`)
    return (await theirs).map(({ name, ms }) => {
      const { theirs: how, ...goals } = judged[name]!
      const late =
        ms >= patienceMs ? `not back after ${patienceMs / 1000} s: the ratio is at least this; ` : ''
      return compare({
        name: 'back after kill -9 of its process',
        unit: 'ms',
        better: 'less',
        ours: own,
        peer: { name, values: own.map(() => ms) },
        ...goals,
        note: `${own.length} kills of ours, 1 of theirs, ${late}${how}`,
      })
    })
  })

/** Ms from the kill until the other process begins with the job; `patienceMs` when it has not by then. */
async function recoveryOf({ database, url }: Place, name: SystemName, system: JobSystem): Promise<number> {
  await system.clear()
  const began = Promise.withResolvers<void>()
  const back = Promise.withResolvers<void>()
  const first = await startWorker({ system: name, url, hangs: true }, () => began.resolve())
  const { orderId } = await database.transaction(async (tx) => {
    const job = await insertOrder(tx)
    await system.enqueue(tx, job)
    return job
  })
  await began.promise
  const second = await startWorker({ system: name, url, hangs: false }, () => back.resolve())
  // At any moment between two extensions of a lease.
  await pause(700 * (1 + Math.random()))
  await first.kill()
  const killedAt = sharedMs()
  const patience = new AbortController()
  await Promise.race([back.promise, pause(patienceMs, undefined, { signal: patience.signal })])
  patience.abort()
  await second.kill()
  return Math.min(patienceMs, (second.begun.get(orderId) ?? Number.POSITIVE_INFINITY) - killedAt)
}
