import type { Clock } from '../clock.ts'
import { type BreakerPlan, breakerDefaults } from './plan.ts'
import { createSampleWindow, type Samples } from './sample-window.ts'

export type BreakerPhase = 'closed' | 'open' | 'half-open' | 'forced-open' | 'forced-closed'

export type TransitionCause =
  | 'failures-in-a-row'
  | 'failure-rate'
  | 'open-time-over'
  | 'probe-failed'
  | 'probes-succeeded'
  | 'operator'
  | 'force-over'

export interface Transition {
  /** ms since 1970. */
  at: number
  from: BreakerPhase
  to: BreakerPhase
  cause: TransitionCause
}

/** `ignored`: says nothing about the upstream, e.g. a call that its own caller took back. */
export type Outcome = 'success' | 'failure' | 'ignored'

/** What `enter` gives a call that is not let through. */
export const noPermit = -1

export interface BreakerState {
  phase: BreakerPhase
  /** ms since 1970. */
  since: number
  /** Open: when the next call may try, ms from now. */
  nextTryInMs: number | undefined
  /** Of the last window. */
  samples: Samples
  failuresInARow: number
  /** Calls not let through since the start of the process. */
  refused: number
  /** The last transitions, oldest first. */
  history: readonly Transition[]
}

export interface Breaker {
  /** Whether a call would not be let through now. Takes nothing and counts nothing. */
  isShut(): boolean
  /** The ms after which a call may be let through that is not now. */
  restMs(): number
  /** Counts a call that is not let through; the ms after which one may be. */
  refuse(): { since: number; retryAfterMs: number }
  /** A permit to hand to `leave`, or `noPermit`. */
  enter(): number
  /** How the call with this permit ended, and how long it took, ms. */
  leave(permit: number, outcome: Outcome, tookMs: number): void
  force(phase: 'forced-open' | 'forced-closed'): void
  /** Closes it and forgets what it knew: an operator wants it so, or what he forced is over. */
  reset(cause?: 'operator' | 'force-over'): void
  state(): BreakerState
}

const keptTransitions = 32

/** A circuit breaker. `onChange` is told of each transition at once and must not throw. */
export function createBreaker(
  plan: BreakerPlan,
  clock: Clock,
  onChange: (transition: Transition) => void = () => {},
): Breaker {
  const rules = { ...breakerDefaults, ...plan }
  const window = createSampleWindow(rules.windowMs)
  const history: Transition[] = []
  let phase: BreakerPhase = 'closed'
  let since = clock.epoch()
  // A call belongs to the phase it began in: what comes late says nothing about the phase after.
  let permit = 0
  let failuresInARow = 0
  let opened = 0
  let retryAt = 0
  let probing = 0
  let probed = 0
  let refused = 0

  const move = (to: BreakerPhase, cause: TransitionCause) => {
    const transition = { at: clock.epoch(), from: phase, to, cause }
    phase = to
    since = transition.at
    permit += 1
    failuresInARow = probing = probed = 0
    window.clear()
    history.push(transition)
    if (history.length > keptTransitions) history.shift()
    onChange(transition)
  }

  const open = (cause: TransitionCause) => {
    retryAt = clock.now() + Math.min(rules.maxOpenMs, rules.openMs * 2 ** opened)
    opened += 1
    move('open', cause)
  }

  const close = (cause: TransitionCause) => {
    opened = 0
    move('closed', cause)
  }

  const sample = (failed: boolean, slow: boolean) => {
    const now = clock.now()
    window.add(now, { failed, slow })
    failuresInARow = failed ? failuresInARow + 1 : 0
    if (!failed || phase === 'forced-closed') return
    if (failuresInARow >= rules.consecutive) return open('failures-in-a-row')
    const { calls, failures } = window.read(now)
    if (calls >= rules.minCalls && failures >= calls * rules.failureRate) open('failure-rate')
  }

  const judgeProbe = (outcome: Outcome, failed: boolean) => {
    if (failed) return open('probe-failed')
    if (outcome === 'ignored') return void (probing -= 1)
    probed += 1
    if (probed >= rules.probes) close('probes-succeeded')
  }

  const isShut = () => {
    if (phase === 'closed' || phase === 'forced-closed') return false
    if (phase === 'open') return clock.now() < retryAt
    return phase === 'forced-open' || probing >= rules.probes
  }

  // Half-open the probes decide, forced open a person does, and nobody knows when: one open time is told.
  const restMs = () => Math.ceil(phase === 'open' ? Math.max(0, retryAt - clock.now()) : rules.openMs)

  return {
    isShut,
    restMs,
    refuse() {
      refused += 1
      return { since, retryAfterMs: restMs() }
    },
    enter() {
      if (isShut()) return noPermit
      if (phase === 'open') move('half-open', 'open-time-over')
      if (phase === 'half-open') probing += 1
      return permit
    },
    leave(of, outcome, tookMs) {
      if (of !== permit) return
      const slow = outcome === 'success' && tookMs >= rules.slowMs
      const failed = slow || outcome === 'failure'
      if (phase === 'half-open') judgeProbe(outcome, failed)
      else if (outcome !== 'ignored') sample(failed, slow)
    },
    force(to) {
      opened = 0
      move(to, 'operator')
    },
    reset: (cause = 'operator') => close(cause),
    state: () => ({
      phase,
      since,
      nextTryInMs: phase === 'open' ? Math.max(0, Math.ceil(retryAt - clock.now())) : undefined,
      samples: window.read(clock.now()),
      failuresInARow,
      refused,
      history: [...history],
    }),
  }
}
