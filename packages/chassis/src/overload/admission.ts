import { type Clock, systemClock } from '../clock.ts'
import type { AdaptiveLimit, LimitState } from './gradient-limit.ts'

/** What is given up first under overload stands last. */
export const priorities = ['critical', 'normal', 'browsing'] as const

/** `critical`: sign-in, and writes that a customer is in the middle of. `browsing`: what he can look at again later. */
export type Priority = (typeof priorities)[number]

/** The share of the limit up to which a class is let in: the rest is kept for those above it. */
export const priorityShares: Record<Priority, number> = { critical: 1, normal: 0.9, browsing: 0.8 }

export interface Leave {
  /**
   * `sampled: false` when the time it took says nothing about the load, e.g. of a stream; `waitedMs`, what it waited for
   * other processes, is left out of it. Further calls do nothing.
   */
  (how?: { sampled?: boolean; waitedMs?: number }): void
}

export interface AdmissionState extends LimitState {
  inFlight: number
  admitted: Record<Priority, number>
  shed: Record<Priority, number>
}

export interface Admission {
  /** Lets one in, or says no at once (undefined): who waits in a queue is answered when nobody waits any more. */
  enter(priority: Priority): Leave | undefined
  state(): AdmissionState
}

/**
 * Lets in what fits under an adaptive limit, the important first: shares of the limit per class, as the partitions of
 * Netflix's concurrency-limits and the criticality of the SRE book, chapter 21.
 */
export function createAdmission(limit: AdaptiveLimit, clock: Clock = systemClock): Admission {
  const admitted: Record<Priority, number> = { critical: 0, normal: 0, browsing: 0 }
  const shed: Record<Priority, number> = { critical: 0, normal: 0, browsing: 0 }
  let inFlight = 0
  return {
    enter(priority) {
      if (inFlight >= Math.max(1, Math.floor(limit.limit * priorityShares[priority]))) {
        shed[priority] += 1
        return undefined
      }
      inFlight += 1
      admitted[priority] += 1
      const startedAt = clock.now()
      let left = false
      return ({ sampled = true, waitedMs = 0 } = {}) => {
        if (left) return
        left = true
        if (sampled) limit.sample(startedAt, inFlight, waitedMs)
        inFlight -= 1
      }
    },
    state: () => ({ ...limit.state(), inFlight, admitted: { ...admitted }, shed: { ...shed } }),
  }
}
