import { CallError } from '../call-error.ts'
import { type Clock, systemClock } from '../clock.ts'
import { type Call, createAttempt, type TryOnce } from './attempt.ts'
import { type Breaker, type BreakerState, createBreaker, type Transition } from './breaker.ts'
import { type Budget, type BudgetState, createBudget } from './budget.ts'
import { type Bulkhead, type BulkheadState, createBulkhead } from './bulkhead.ts'
import { hedged } from './hedged.ts'
import { createLimiter, type LimiterState } from './limiter.ts'
import { type CallPlan, hedgeDefaults, retryDefaults } from './plan.ts'
import { busy, circuitOpen, rateLimited } from './refusals.ts'
import { retrying } from './retrying.ts'

export interface RunOptions {
  /** Takes the call back. */
  signal?: AbortSignal
  /** May be made twice without harm: only then it is tried again or hedged. */
  idempotent?: boolean
  /** Whose bucket of the limiter it takes from. */
  caller?: string
  /** Instead of the plan's, ms. */
  deadlineMs?: number
  /** What our own caller still waits, ms. */
  remainingMs?: number
}

/** What stands around the calls to one upstream; why its layers stand in this order is in docs/guard.md. */
export interface Guard<T> {
  readonly name: string
  /**
   * Makes the call within its plan, and throws what its last try threw. Calls that are not let through are CallErrors
   * UPSTREAM_CIRCUIT_OPEN, UPSTREAM_BUSY and UPSTREAM_RATE_LIMITED.
   */
  run(call: Call<T>, options?: RunOptions): Promise<T>
  state(): GuardState
  /** ms for which calls are not let through; for those who would rather not begin than be refused. */
  restMs(): number
  /** For an operator: lets nothing through, lets everything through, or goes back to normal with nothing remembered. */
  forceOpen(): void
  forceClosed(): void
  reset: Breaker['reset']
}

export interface GuardState {
  name: string
  plan: CallPlan
  /** Asked of this guard. */
  calls: number
  /** Sent to the upstream. */
  tries: number
  breaker?: BreakerState
  bulkhead?: BulkheadState
  limiter?: LimiterState
  retryBudget?: BudgetState
  hedgeBudget?: BudgetState
}

export interface GuardOptions<T> {
  /** Name of the upstream. */
  name: string
  plan: CallPlan
  /** An answer that is a failure of the upstream, e.g. a 5xx. */
  failed?: (answer: T) => boolean
  /** How long a failed answer asks to be left alone, ms. */
  retryAfterMs?: (answer: T) => number | undefined
  clock?: Clock
  random?: () => number
  /** Told of each transition of the breaker; must not throw. */
  onChange?: (transition: Transition) => void
}

// With less than half the time a try should have, a timeout says more about the caller than about the upstream.
const fairShare = 0.5

/** Protects the calls to one upstream as its plan says. */
export function createGuard<T>(options: GuardOptions<T>): Guard<T> {
  const { name, plan, clock = systemClock } = options
  const limiter = plan.limiter && createLimiter(plan.limiter, clock)
  const bulkhead = plan.bulkhead && createBulkhead(plan.bulkhead, clock, () => busy(name))
  const breaker = plan.breaker && createBreaker(plan.breaker, clock, options.onChange)
  const retryBudget = plan.retry && createBudget({ ...retryDefaults, ...plan.retry }.budget)
  const hedgeBudget = plan.hedge && createBudget({ ...hedgeDefaults, ...plan.hedge }.budget)
  let calls = 0
  let tries = 0
  const once = createAttempt<T>({
    name,
    clock,
    breaker,
    bulkhead,
    failed: options.failed ?? (() => false),
    onTry: () => void (tries += 1),
  })
  const often = repeating(once, { ...options, clock, breaker, bulkhead, retryBudget, hedgeBudget })

  return {
    name,
    // Not async: a refusal by an open circuit is the one thing that has to stay cheap while everybody is refused.
    run(call, { signal, idempotent = false, caller = '', deadlineMs, remainingMs } = {}) {
      calls += 1
      if (breaker?.isShut()) return Promise.reject(circuitOpen(name, breaker))
      const waitMs = limiter ? limiter.take(caller) : 0
      if (waitMs > 0) return Promise.reject(rateLimited(name, waitMs))
      const plannedMs = deadlineMs ?? plan.deadlineMs
      const givenMs = remainingMs === undefined ? plannedMs : Math.min(plannedMs, remainingMs)
      if (givenMs <= 0) return Promise.reject(new CallError('UPSTREAM_TIMEOUT', name))
      retryBudget?.earn()
      hedgeBudget?.earn()
      const times = { until: clock.now() + givenMs, fairMs: fairShare * plannedMs }
      return (idempotent ? often : once)(call, times, signal)
    },
    state: () => ({
      name,
      plan,
      calls,
      tries,
      breaker: breaker?.state(),
      bulkhead: bulkhead?.state(),
      limiter: limiter?.state(),
      retryBudget: retryBudget?.state(),
      hedgeBudget: hedgeBudget?.state(),
    }),
    restMs: () => (breaker?.isShut() ? breaker.restMs() : 0),
    forceOpen: () => breaker?.force('forced-open'),
    forceClosed: () => breaker?.force('forced-closed'),
    reset: (cause) => breaker?.reset(cause),
  }
}

interface Repeating<T> extends GuardOptions<T> {
  clock: Clock
  breaker: Breaker | undefined
  bulkhead: Bulkhead | undefined
  retryBudget: Budget | undefined
  hedgeBudget: Budget | undefined
}

/** What is made of a try when the call is idempotent: each try of a retry may be hedged. */
function repeating<T>(once: TryOnce<T>, options: Repeating<T>): TryOnce<T> {
  const { plan, clock, breaker, bulkhead, retryBudget, hedgeBudget, failed = () => false } = options
  const mayHedge = () =>
    !breaker?.isShut() && (bulkhead?.hasPlace() ?? true) && (hedgeBudget?.spend() ?? false)
  const perhapsTwice = plan.hedge
    ? hedged(once, { clock, afterMs: plan.hedge.afterMs, mayHedge, failed })
    : once
  if (!plan.retry || !retryBudget) return perhapsTwice
  const { retryAfterMs, random } = options
  return retrying(perhapsTwice, {
    plan: plan.retry,
    budget: retryBudget,
    clock,
    breaker,
    failed,
    retryAfterMs,
    random,
  })
}
