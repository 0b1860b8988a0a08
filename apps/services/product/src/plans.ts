import type { Outward } from '@nowait/chassis/guard/outward'

/** Every outward call of this process. Nobody waits for any of them. */
export const outward = {
  orderStatus: {
    guard: 'product→order',
    plan: {
      deadlineMs: 2_000,
      limiter: { perSecond: 50, burst: 50 },
      bulkhead: { limit: 2 },
      breaker: { consecutive: 5, failureRate: 0.5, openMs: 5_000, maxOpenMs: 60_000, probes: 1 },
    },
    instead: 'the pieces of the order stay reserved',
    later: 'the next look at what is overdue',
  },
} as const satisfies Record<string, Outward>
