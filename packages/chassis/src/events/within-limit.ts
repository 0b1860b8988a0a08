/**
 * Runs something that has a time limit and may be stopped. Its signal says when either is over; then it is given up,
 * also when it does not listen.
 */
export async function withinLimit<T>(
  { limitMs, stop }: { limitMs: number; stop: AbortSignal },
  run: (signal: AbortSignal) => T | Promise<T>,
): Promise<T> {
  stop.throwIfAborted()
  const own = new AbortController()
  const givenUp = Promise.withResolvers<never>()
  givenUp.promise.catch(() => {}) // also when it was faster
  const giveUp = (reason: unknown) => {
    own.abort(reason)
    givenUp.reject(reason)
  }
  const onStop = () => giveUp(stop.reason)
  const timer = setTimeout(() => giveUp(new Error(`Took longer than ${limitMs} ms`)), limitMs)
  stop.addEventListener('abort', onStop, { once: true })
  try {
    return await Promise.race([run(own.signal), givenUp.promise])
  } finally {
    clearTimeout(timer)
    stop.removeEventListener('abort', onStop)
  }
}
