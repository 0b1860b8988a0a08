import type { GuardedProcess, OperatedGuard, OperatedLimit } from '@nowait/contract/guards'
import type { AdmissionState } from '../overload/admission.ts'
import type { Clock } from '../clock.ts'
import type { BreakerState } from './breaker.ts'
import type { BudgetState } from './budget.ts'
import type { GuardState } from './guard.ts'
import { createLoadHistories, type LoadHistories } from './load-history.ts'
import type { GuardRegistry } from './registry.ts'

/** What a process says of itself; who it is and when it was seen is known by the table. */
export type ProcessView = Pick<GuardedProcess, 'loop' | 'guards' | 'limits'>

/** Looks at all that is registered, as operators see it, and remembers the load of the last five minutes. */
export function createProcessView(registry: GuardRegistry, clock: Clock): () => ProcessView {
  const load = createLoadHistories(clock)
  const delays = createLoadHistories(clock)
  return () => {
    const { guards, limits, loop } = registry.guardStates()
    for (const state of guards) load.look(`guard ${state.name}`, loadOfGuard(state))
    for (const state of limits) load.look(`limit ${state.name}`, loadOfLimit(state))
    if (loop) delays.look('', { asked: 0, refused: 0, level: loop.delayMs })
    load.turn()
    delays.turn()
    return {
      loop: loop ? { ...loop, history: delays.read('').level } : null,
      guards: guards.map((state) => operatedGuard(state, load, clock)),
      limits: limits.map((state) => operatedLimit(state, load)),
    }
  }
}

const refusedBy = ({ breaker, bulkhead, limiter }: GuardState) =>
  (breaker?.refused ?? 0) + (bulkhead?.refused ?? 0) + (limiter?.refused ?? 0)

const loadOfGuard = (state: GuardState) => ({
  asked: state.calls,
  refused: refusedBy(state),
  level: state.bulkhead?.running ?? 0,
})

const sum = (counts: Record<string, number>) => Object.values(counts).reduce((all, each) => all + each, 0)

const loadOfLimit = ({ admitted, shed, limit }: AdmissionState) => ({
  asked: sum(admitted) + sum(shed),
  refused: sum(shed),
  level: limit,
})

function operatedGuard(state: GuardState, load: LoadHistories, clock: Clock): OperatedGuard {
  const { name, plan, calls, tries, breaker, bulkhead, limiter, retryBudget, hedgeBudget } = state
  return {
    name,
    deadlineMs: plan.deadlineMs,
    calls,
    tries,
    refused: refusedBy(state),
    breaker: breaker ? operatedBreaker(breaker, clock) : null,
    bulkhead: bulkhead ?? null,
    limiter: limiter ?? null,
    retries: extra(retryBudget),
    hedges: extra(hedgeBudget),
    load: load.read(`guard ${name}`),
  }
}

const iso = (epochMs: number) => new Date(epochMs).toISOString()

function operatedBreaker(
  { phase, since, nextTryInMs, samples, failuresInARow, history }: BreakerState,
  clock: Clock,
): NonNullable<OperatedGuard['breaker']> {
  return {
    phase,
    since: iso(since),
    nextTryAt: nextTryInMs === undefined ? null : iso(clock.epoch() + nextTryInMs),
    samples,
    failuresInARow,
    changes: history.map(({ at, ...change }) => ({ ...change, at: iso(at) })),
  }
}

const extra = (budget: BudgetState | undefined) =>
  budget ? { ratio: budget.ratio, spent: budget.spent, refused: budget.refused } : null

function operatedLimit(
  { name, limit, inFlight, noLoadMs, admitted, shed }: AdmissionState & { name: string },
  load: LoadHistories,
): OperatedLimit {
  return {
    name,
    limit,
    inFlight,
    noLoadMs: noLoadMs ?? null,
    admitted,
    shed,
    load: load.read(`limit ${name}`),
  }
}
