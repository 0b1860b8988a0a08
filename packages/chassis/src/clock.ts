/** Time as code sees it that a test wants to move. */
export interface Clock {
  /** Monotonic ms: for durations and deadlines. */
  now(): number
  /** ms since 1970: for people to read, never to count with. */
  epoch(): number
  /** Runs it once after so many ms; the returned function takes it back. */
  after(ms: number, run: () => void): () => void
}

export const systemClock: Clock = {
  now: () => performance.now(),
  epoch: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}

/** Resolves after so many ms; rejects with the signal's reason when that fires first. */
export function pause(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const onAbort = () => {
      takeBack()
      reject(signal?.reason)
    }
    const takeBack = clock.after(ms, () => {
      signal?.removeEventListener('abort', onAbort)
      resolve()
    })
    signal?.addEventListener('abort', onAbort, { once: true })
  })
}
