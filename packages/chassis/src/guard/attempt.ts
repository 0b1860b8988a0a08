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
 * A try behind bulkhead and breaker. The breaker is asked twice: before a place is taken, so that an open circuit costs
 * nothing, and after waiting for one, when it may have opened.
 */
export function createAttempt<T>({
  name,
  clock,
  breaker,
  bulkhead,
  failed,
  onTry,
}: AttemptOptions<T>): TryOnce<T> {
  const inPlace: TryOnce<T> = async (call, { until, fairMs }, signal) => {
    const permit = breaker ? breaker.enter() : noPermit
    if (breaker && permit === noPermit) throw circuitOpen(name, breaker)
    onTry()
    const started = clock.now()
    let outcome: Outcome = 'ignored'
    try {
      const answer = await call({ deadlineMs: until - started, signal })
      outcome = failed(answer) ? 'failure' : 'success'
      return answer
    } catch (error) {
      outcome = outcomeOf(error, clock.now() - started, fairMs, signal)
      throw error
    } finally {
      breaker?.leave(permit, outcome, clock.now() - started)
    }
  }
  if (!bulkhead) return inPlace
  return async (call, times, signal) => {
    if (breaker?.isShut()) throw circuitOpen(name, breaker)
    if (!bulkhead.tryEnter()) await bulkhead.enter(times.until - clock.now(), signal)
    try {
      return await inPlace(call, times, signal)
    } finally {
      bulkhead.leave()
    }
  }
}

function outcomeOf(error: unknown, tookMs: number, fairMs: number, signal?: AbortSignal): Outcome {
  if (signal?.aborted && error === signal.reason) return 'ignored'
  if (!isUpstreamFault(error)) return 'ignored'
  return isTimeout(error) && tookMs < fairMs ? 'ignored' : 'failure'
}
