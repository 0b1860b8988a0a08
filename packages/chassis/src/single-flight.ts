import type { Answer, CallOptions, Upstream } from './call.ts'
import { sendByFetch } from './call-send.ts'
import { currentRequest } from './request-context.ts'

interface Flight<T> {
  readonly result: Promise<T>
  readonly ending: AbortController
  readers: number
}

/** Work that several ask for at once is done once. */
export interface SingleFlight<T> {
  /**
   * What `work` brings, shared by all who ask for `key` while it is under way. Who takes his question back (`signal`) goes
   * alone; the work ends when nobody waits for it any more. A failure is everybody's, and is not kept.
   */
  share(key: string, signal: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<T>): Promise<T>
  /** Under way now. */
  readonly size: number
}

// Made once: nobody looks at its stack.
const nobodyWaits = new Error('Nobody waits for it any more')

export function createSingleFlight<T>(): SingleFlight<T> {
  const flights = new Map<string, Flight<T>>()

  const start = (key: string, work: (signal: AbortSignal) => Promise<T>): Flight<T> => {
    const ending = new AbortController()
    const forget = () => {
      if (flights.get(key) === flight) flights.delete(key)
    }
    const flight: Flight<T> = { result: work(ending.signal).finally(forget), ending, readers: 0 }
    flights.set(key, flight)
    return flight
  }

  const leave = (key: string, flight: Flight<T>) => {
    flight.readers -= 1
    if (flight.readers > 0) return
    // Who comes now has to begin anew: this one is being taken back.
    if (flights.get(key) === flight) flights.delete(key)
    flight.ending.abort(nobodyWaits)
  }

  return {
    share(key, signal, work) {
      if (signal?.aborted) return Promise.reject(signal.reason)
      const flight = flights.get(key) ?? start(key, work)
      flight.readers += 1
      return new Promise<T>((resolve, reject) => {
        const onAbort = () => {
          leave(key, flight)
          reject(signal?.reason)
        }
        signal?.addEventListener('abort', onAbort, { once: true })
        const stopListening = () => signal?.removeEventListener('abort', onAbort)
        flight.result.then(
          (answer) => (stopListening(), resolve(answer)),
          (error: unknown) => (stopListening(), reject(error)),
        )
      })
    },
    get size() {
      return flights.size
    },
  }
}

/**
 * The same upstream, whose reads that name no member are shared by all who ask the same at once: hot reads that are the
 * same for everybody. Never those of a member. The time is that of who asked first.
 */
export function sharedReads(upstream: Upstream): Upstream {
  const flights = createSingleFlight<Answer>()
  const ask = async (path: string, call: CallOptions = {}) => {
    const { method = 'GET', member, signal } = call
    if (method !== 'GET' || member !== undefined) return upstream.ask(path, call)
    const waiting = currentRequest()?.waiting
    waiting?.begin()
    try {
      return await flights.share(path, signal, (shared) => upstream.ask(path, { ...call, signal: shared }))
    } finally {
      waiting?.end()
    }
  }
  return {
    name: upstream.name,
    ask,
    send: (as) => (path, init) => sendByFetch(ask, path, init, as),
    get inFlight() {
      return upstream.inFlight
    },
    guard: upstream.guard,
    close: () => upstream.close(),
  }
}
