import type { GradientPlan } from '@nowait/chassis/overload/gradient-limit'
import type { Priority } from '@nowait/chassis/overload/admission'

/**
 * Pages that wait for a service hold their places until its circuit opens: at most as many as its bulkhead lets in and
 * lets wait (plans.ts), so a limit above that leaves room for all others. Two hundred that only compute are through in
 * a tenth of a second.
 */
export const frontDoorLimit = { initial: 400, min: 200 } as const satisfies GradientPlan

// Whoever watches this process is always answered; streams of events have caps of their own.
const uncounted = /^\/api\/(health|ready|live|lab\/runs)$/

/** Sign-in and what a customer is in the middle of come first, then his own pages, then what anybody may look at. */
export function priorityOf({
  method,
  path,
  signedIn,
}: {
  method: string
  path: string
  signedIn: boolean
}): Priority | undefined {
  if (uncounted.test(path)) return undefined
  if (method !== 'GET' && method !== 'HEAD') return 'critical'
  return signedIn ? 'normal' : 'browsing'
}
