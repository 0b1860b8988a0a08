import type { Outward } from '@nowait/chassis/guard/outward'

/** Every outward call of this process: to the push services of browsers, each with places and a circuit of its own. */
export const outward = {
  browsers: {
    guard: 'push→browsers',
    plan: {
      deadlineMs: 5_000,
      // Per browser: whoever subscribes himself is not flooded by a fault of ours.
      limiter: { perSecond: 1, burst: 20 },
      bulkhead: { limit: 20, queue: 200, maxWaitMs: 2_000 },
      // A push service that says "too many" again and again is to be left alone too.
      breaker: { consecutive: 10, failureRate: 0.5, openMs: 2_000, maxOpenMs: 60_000, probes: 2 },
    },
    instead: 'the caller is told how many browsers are still to be reached, and when',
    later: 'the caller asks again under the same key; only those are tried',
  },
} as const satisfies Record<string, Outward>
