import type { CallPlan } from './plan.ts'

/** An outward call of a process, as its table of them says it. */
export interface Outward {
  /** Who it is to operators; what else there is to say of it in brackets. */
  guard: `${string}→${string}`
  plan: CallPlan
  /** What holds when it brings nothing. */
  instead: string
  /** What brings it to its end after that. */
  later: string
}
