import type { Clock } from '../clock.ts'
import type { LimiterPlan } from './plan.ts'

export interface Limiter {
  /** 0: admitted, and counted. Otherwise the ms until this caller may ask again. */
  take(caller: string): number
  state(): LimiterState
}

export interface LimiterState {
  perSecond: number
  burst: number
  callers: number
  refused: number
}

/**
 * A token bucket per caller, kept as one number each: the time at which the bucket would be full again (GCRA, the
 * leaky bucket of ITU-T I.371 as a virtual schedule). No timers, and a caller whose bucket is full needs no memory.
 */
export function createLimiter(plan: LimiterPlan, clock: Clock): Limiter {
  const { perSecond, burst, maxCallers = 10_000 } = plan
  const intervalMs = 1_000 / perSecond
  const fullAt = new Map<string, number>()
  let refused = 0

  // A Map keeps the order of insertion; each admitted call moves its caller to the end.
  const forget = (now: number) => {
    for (const [caller, at] of fullAt) {
      if (at > now && fullAt.size <= maxCallers) return
      fullAt.delete(caller)
    }
  }

  return {
    take(caller) {
      const now = clock.now()
      const full = Math.max(now, fullAt.get(caller) ?? 0)
      const waitMs = full + intervalMs - now - burst * intervalMs
      // Sums of floats: a token that is a millionth of a ms away is there.
      if (waitMs > 1e-6) {
        refused += 1
        return waitMs
      }
      fullAt.delete(caller)
      fullAt.set(caller, full + intervalMs)
      forget(now)
      return 0
    },
    state() {
      forget(clock.now())
      return { perSecond, burst, callers: fullAt.size, refused }
    },
  }
}
