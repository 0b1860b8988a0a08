import type { Clock } from '../clock.ts'
import { type Breaker, noPermit, type Outcome } from './breaker.ts'
import type { Bulkhead } from './bulkhead.ts'
import { isTimeout, isUpstreamFault } from './fault.ts'
import { circuitOpen } from './refusals.ts'

/** One try of a call. */
export interface Attempt {
  /** It has to be settled by then, ms from now; nobody watches over it a second time. */
  deadlineMs: number
  signal: AbortSignal | undefined
}

export type Call<T> = (attempt: Attempt) => Promise<T>

/** When a try has to be over (clock of the guard), and how long one has to take before its timeout counts, ms. */
export interface Times {
  until: number
  fairMs: number
}

export type TryOnce<T> = (call: Call<T>, times: Times, signal: AbortSignal | undefined) => Promise<T>

export interface AttemptOptions<T> {
  name: string
  clock: Clock
  breaker: Breaker | undefined
  bulkhead: Bulkhead | undefined
  failed: (answer: T) => boolean
  /** Told of each try that is made. */
  onTry: () => void
}

/**
 * A try behind bulkhead and breaker. The guard has asked the breaker before; here it is asked again, because it may have
 * opened during the pause of a retry or while the call waited for its place.
 */
export function createAttempt<T>(options: AttemptOptions<T>): TryOnce<T> {
  const { name, clock, breaker, bulkhead, failed, onTry } = options
  return async (call, { until, fairMs }, signal) => {
    if (breaker?.isShut()) throw circuitOpen(name, breaker)
    if (bulkhead && !bulkhead.tryEnter()) await bulkhead.enter(until - clock.now(), signal)
    const started = clock.now()
    let permit = noPermit
    let outcome: Outcome = 'ignored'
    try {
      if (breaker && (permit = breaker.enter()) === noPermit) throw circuitOpen(name, breaker)
      onTry()
      const answer = await call({ deadlineMs: until - started, signal })
      outcome = failed(answer) ? 'failure' : 'success'
      return answer
    } catch (error) {
      outcome = outcomeOf(error, clock.now() - started, fairMs, signal)
      throw error
    } finally {
      if (permit !== noPermit) breaker?.leave(permit, outcome, clock.now() - started)
      bulkhead?.leave()
    }
  }
}

function outcomeOf(error: unknown, tookMs: number, fairMs: number, signal?: AbortSignal): Outcome {
  if (signal?.aborted && error === signal.reason) return 'ignored'
  if (!isUpstreamFault(error)) return 'ignored'
  return isTimeout(error) && tookMs < fairMs ? 'ignored' : 'failure'
}
