import { performance } from 'node:perf_hooks'

/** Lets so many callers do something again and again for some time; gives how often it was done in a second. */
export async function rateOf(callers: number, forMs: number, once: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  let done = 0
  const caller = async () => {
    while (performance.now() - start < forMs) {
      await once()
      done++
    }
  }
  await Promise.all(Array.from({ length: callers }, caller))
  return (done * 1000) / (performance.now() - start)
}
