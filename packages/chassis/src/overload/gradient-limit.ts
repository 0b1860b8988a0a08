import type { Clock } from '../clock.ts'
import { createRttWindow } from './rtt-window.ts'

export interface GradientPlan {
  initial?: number
  min?: number
  max?: number
  /** At least so long and so many answers make one step, ms. */
  windowMs?: number
  minSamples?: number
  /** An average so many times the no-load one is still taken for no queue: answers differ in what they cost. */
  tolerance?: number
  /** How far a step goes towards where it points. */
  smoothing?: number
  /** How often the no-load time is measured anew, ms. */
  probeEveryMs?: number
}

export const gradientDefaults = {
  initial: 20,
  min: 2,
  max: 1_000,
  windowMs: 100,
  minSamples: 10,
  tolerance: 1.1,
  smoothing: 0.2,
  probeEveryMs: 10_000,
} as const satisfies Required<GradientPlan>

export interface LimitState {
  limit: number
  /** How long an answer takes when nothing waits, ms; undefined before the first window. */
  noLoadMs: number | undefined
  probing: boolean
  /** The limit as it was, at most once a second; `at` in ms since 1970. */
  history: readonly { at: number; limit: number }[]
}

export interface AdaptiveLimit {
  /** So many may be under way now. */
  readonly limit: number
  /**
   * An answer was given: it began at `startedAt` (clock), `inFlight` were under way at its end, itself included, and
   * `waitedMs` of its time went to others, whose slowness is no load of ours.
   */
  sample(startedAt: number, inFlight: number, waitedMs?: number): void
  state(): LimitState
}

const keptHistory = 60
/** A first probe, and one after a probe that found much less than was believed, comes soon, ms. */
const soonMs = 1_000

/**
 * How much may be under way at once, found from how long answers take: the limit moves to where the queue is the square
 * root of it. The step is that of GradientLimit in Netflix's concurrency-limits; the no-load time is measured as BBR
 * does (ProbeRTT): half the limit for a moment, until the queue is gone. Without that, both Gradient2 and Vegas took the
 * queue of a long overload for the normal time and let it grow (limit 20 to 49 and to 36 in ten simulated minutes).
 */
export function createGradientLimit(plan: GradientPlan, clock: Clock): AdaptiveLimit {
  const { initial, min, max, windowMs, minSamples, tolerance, smoothing, probeEveryMs } = {
    ...gradientDefaults,
    ...plan,
  }
  const window = createRttWindow(windowMs, minSamples)
  const probe = createRttWindow(0, minSamples)
  const history: { at: number; limit: number }[] = []
  let estimate: number = initial
  let noLoadMs: number | undefined
  let probeAt = Number.POSITIVE_INFINITY
  let probeUntil = 0
  let phase: 'steady' | 'draining' | 'measuring' = 'steady'
  let drainedAt = 0

  const current = () => Math.max(min, Math.floor(phase === 'steady' ? estimate : estimate / 2))

  const remember = () => {
    const at = clock.epoch()
    if (at - (history.at(-1)?.at ?? 0) < 1_000) return
    history.push({ at, limit: current() })
    if (history.length > keptHistory) history.shift()
  }

  const endProbe = (nextMs: number) => {
    phase = 'steady'
    probeAt = clock.now() + nextMs
    window.clear()
  }

  const measure = (rttMs: number, startedAt: number, inFlight: number) => {
    const now = clock.now()
    if (phase === 'draining' && inFlight <= current()) {
      phase = 'measuring'
      drainedAt = now
    } else if (phase === 'measuring' && startedAt >= drainedAt) {
      const found = probe.add(now, rttMs, inFlight)
      if (!found) return
      const isMuchLess = found.meanMs < 0.8 * noLoadMs!
      noLoadMs = found.meanMs
      endProbe(isMuchLess ? soonMs : probeEveryMs)
    } else if (now > probeUntil) endProbe(probeEveryMs)
  }

  const beginProbe = (now: number) => {
    phase = 'draining'
    probeUntil = now + Math.max(soonMs, 10 * noLoadMs!)
    probe.clear()
  }

  const step = (rttMs: number, inFlight: number) => {
    const now = clock.now()
    const found = window.add(now, rttMs, inFlight)
    if (!found) return
    if (noLoadMs === undefined) probeAt = now + soonMs
    noLoadMs = Math.min(noLoadMs ?? found.meanMs, found.meanMs)
    // Few callers say nothing about how many there could be.
    if (found.mostInFlight >= estimate / 2) {
      const gradient = Math.max(0.5, Math.min(1, (tolerance * noLoadMs) / found.meanMs))
      const target = estimate * gradient + Math.sqrt(estimate)
      estimate = Math.max(min, Math.min(max, estimate + smoothing * (target - estimate)))
    }
    if (now >= probeAt) beginProbe(now)
    remember()
  }

  return {
    get limit() {
      return current()
    },
    sample(startedAt, inFlight, waitedMs = 0) {
      const rttMs = Math.max(0, clock.now() - startedAt - waitedMs)
      if (phase === 'steady') step(rttMs, inFlight)
      else measure(rttMs, startedAt, inFlight)
    },
    state: () => ({ limit: current(), noLoadMs, probing: phase !== 'steady', history: [...history] }),
  }
}
