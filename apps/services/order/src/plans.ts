import type { Outward } from '@nowait/chassis/guard/outward'

/**
 * Every outward call of this process. Jobs have places and circuits of their own: what waits behind a customer's back
 * neither takes the places of customers nor is stopped by their shorter patience. Jobs are not tried again here, they are
 * tried again themselves; while a circuit is open their queue rests.
 */
export const outward = {
  /** A customer waits for his answer, so a product service that hangs costs him no more than this, and only a few of him. */
  stock: {
    guard: 'order→product',
    plan: {
      deadlineMs: 200,
      limiter: { perSecond: 20, burst: 100 },
      bulkhead: { limit: 20, queue: 20, maxWaitMs: 50 },
      // Asked again each second and no less often: for who orders next, a probe costs little and its success much.
      breaker: { consecutive: 10, failureRate: 0.5, openMs: 1_000, maxOpenMs: 1_000, probes: 2 },
      // No time of its own for a try: only one that failed early, on a broken connection, leaves time for another.
      retry: { tries: 2, baseMs: 10, capMs: 20 },
    },
    instead: 'the order is accepted and awaits its stock',
    later: 'the job reserve-stock',
  },
  stockLater: {
    guard: 'order→product (jobs)',
    plan: {
      deadlineMs: 2_000,
      bulkhead: { limit: 5 },
      breaker: { consecutive: 5, failureRate: 0.5, openMs: 1_000, maxOpenMs: 2_000, probes: 1 },
    },
    instead: 'the order goes on awaiting its stock',
    later: 'the next try of the job',
  },
  points: {
    guard: 'order→point',
    plan: {
      deadlineMs: 2_000,
      limiter: { perSecond: 20, burst: 100 },
      bulkhead: { limit: 20, queue: 20, maxWaitMs: 200 },
      breaker: { consecutive: 10, failureRate: 0.5, openMs: 1_000, maxOpenMs: 4_000, probes: 2 },
    },
    instead: 'the points of the order come later',
    later: 'the next try of the job purchase-points, or what its mode does',
  },
  push: {
    guard: 'order→push',
    plan: {
      // Longer than the push service itself waits for those of the browsers.
      deadlineMs: 8_000,
      limiter: { perSecond: 20, burst: 100 },
      bulkhead: { limit: 20, queue: 20, maxWaitMs: 200 },
      breaker: { consecutive: 10, failureRate: 0.5, openMs: 1_000, maxOpenMs: 10_000, probes: 2 },
    },
    instead: 'the notification in the shop is there; the push comes later',
    later: 'the next try of the job cancel-push, or what its mode does',
  },
} as const satisfies Record<string, Outward>
