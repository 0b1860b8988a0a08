import { type Clock, pause } from '../clock.ts'
import { backoffMs } from '../jobs/backoff.ts'
import type { TryOnce } from './attempt.ts'
import type { Breaker } from './breaker.ts'
import type { Budget } from './budget.ts'
import { isUpstreamFault } from './fault.ts'
import { type RetryPlan, retryDefaults } from './plan.ts'

export interface RetryOptions<T> {
  plan: RetryPlan
  budget: Budget
  clock: Clock
  breaker: Breaker | undefined
  failed: (answer: T) => boolean
  /** How long a failed answer asks to be left alone, ms. */
  retryAfterMs?: (answer: T) => number | undefined
  random?: () => number
}

type Settled<T> = { answer: T } | { error: unknown }

/**
 * Tries again after a failure of the upstream, with full jitter, while there is time, budget and a closed circuit. Gives
 * what the last try gave.
 */
export function retrying<T>(once: TryOnce<T>, options: RetryOptions<T>): TryOnce<T> {
  const { clock, breaker, budget, failed, random } = options
  const { tries, baseMs, capMs, tryMs } = { ...retryDefaults, ...options.plan }

  const isFailure = (last: Settled<T>) =>
    'answer' in last ? failed(last.answer) : isUpstreamFault(last.error)

  const pauseAfter = (last: Settled<T>, tried: number) => {
    const askedMs = 'answer' in last ? (options.retryAfterMs?.(last.answer) ?? 0) : 0
    return askedMs + backoffMs({ baseMs, capMs }, tried, random)
  }

  return async (call, { until, fairMs }, signal) => {
    for (let tried = 1; ; tried++) {
      const times = { until: Math.min(until, clock.now() + tryMs), fairMs: Math.min(fairMs, tryMs / 2) }
      const last = await settled(once(call, times, signal))
      if (tried >= tries || signal?.aborted || !isFailure(last)) return unwrap(last)
      const pauseMs = pauseAfter(last, tried)
      const isWorthIt = clock.now() + pauseMs < until && !breaker?.isShut()
      if (!isWorthIt || !budget.spend()) return unwrap(last)
      await pause(clock, pauseMs, signal)
    }
  }
}

const settled = <T>(work: Promise<T>): Promise<Settled<T>> =>
  work.then(
    (answer) => ({ answer }),
    (error: unknown) => ({ error }),
  )

function unwrap<T>(last: Settled<T>): T {
  if ('error' in last) throw last.error
  return last.answer
}
