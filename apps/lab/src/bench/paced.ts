import { setTimeout as pause } from 'node:timers/promises'

/**
 * Does something so many times a second for some time, whether or not the former is through: who is slow is not asked
 * less often. Resolves when all are through.
 */
export async function paced(perSecond: number, forMs: number, once: () => Promise<void>): Promise<void> {
  const start = performance.now()
  const count = Math.floor((perSecond * forMs) / 1000)
  const running: Promise<void>[] = []
  for (let done = 0; done < count; done++) {
    const early = start + (done * 1000) / perSecond - performance.now()
    if (early > 1) await pause(early)
    running.push(once())
  }
  await Promise.all(running)
}
