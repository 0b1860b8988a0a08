import { setTimeout as pause } from 'node:timers/promises'
import type { Place } from '../place.ts'
import { type BenchContext, compare, type Curve } from '../row.ts'
import { spreadOf } from '../statistics.ts'
import type { JobSystem } from '../systems/system.ts'
import { startWorker, type Worker } from '../worker.ts'
import { said } from './said.ts'

export async function asProcessesGrow({ place, quick, tell }: BenchContext, system: JobSystem) {
  const counts = [1, 2, 4]
  const jobs = quick ? 5_000 : 10_000
  const times = quick ? 1 : 3
  const rates = new Map<number, number[]>(counts.map((count) => [count, []]))
  for (let round = 1; round <= times; round++) {
    for (const count of counts) {
      tell(`round ${round} of ${times}: jobs of ${count} processes`)
      rates.get(count)!.push(await drained(place, system, { processes: count, jobs }))
    }
  }
  const curve: Curve = {
    of: 'processes',
    points: counts.map((at) => ({ at, value: spreadOf(rates.get(at)!).median })),
  }
  return [
    compare({
      name: 'no-op jobs as processes grow',
      unit: 'jobs/s',
      better: 'more',
      ours: rates.get(4)!,
      peer: { name: 'one process', values: rates.get(1)! },
      floor: 0.5,
      stretch: 1,
      curve,
      note: said(curve),
    }),
  ]
}

/** Jobs a second, from the moment that all of them are there until none is left. */
async function drained(
  place: Place,
  system: JobSystem,
  { processes, jobs }: { processes: number; jobs: number },
): Promise<number> {
  await system.clear()
  const workers: Worker[] = []
  try {
    for (let n = 0; n < processes; n++)
      workers.push(await startWorker({ system: 'ours', url: place.url, hangs: false }))
    await system.fill(jobs)
    const start = performance.now()
    const before = await system.left()
    while ((await system.left()) > 0) await pause(5)
    return (before * 1_000) / (performance.now() - start)
  } finally {
    for (const worker of workers) await worker.kill()
  }
}
