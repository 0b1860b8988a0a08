/** What protects an outward call, as data: one per call or per upstream. What is left out is not done. */
export interface CallPlan {
  /** From asking to the last byte, waiting and retries included, ms. A call may ask for less or more. */
  deadlineMs: number
  limiter?: LimiterPlan
  bulkhead?: BulkheadPlan
  breaker?: BreakerPlan
  /** Only idempotent calls are tried again, and only one layer between click and database should do it. */
  retry?: RetryPlan
  /** Only idempotent calls are hedged. */
  hedge?: HedgePlan
}

/** A token bucket for each caller. */
export interface LimiterPlan {
  perSecond: number
  /** Calls a caller that was quiet may make at once. */
  burst: number
  /** Callers remembered; beyond that the one not seen for longest starts anew. */
  maxCallers?: number
}

export interface BulkheadPlan {
  /** Calls under way at once. */
  limit: number
  /** Calls that may wait for one of these to end. */
  queue?: number
  /** ms a call waits at most. */
  maxWaitMs?: number
}

export interface BreakerPlan {
  /** Opens after so many failures in a row: finds a hang soon after a long healthy time. */
  consecutive?: number
  /** Opens when this share of the calls of a window failed: finds an upstream that fails now and then. */
  failureRate?: number
  windowMs?: number
  /** Fewer calls in a window say nothing about its rate. */
  minCalls?: number
  /** An answer that took longer counts as a failure, ms. */
  slowMs?: number
  /** How long the upstream is left alone the first time, ms; doubled with each failed probe. */
  openMs?: number
  maxOpenMs?: number
  /** Calls let through after that; all have to succeed. */
  probes?: number
}

export interface RetryPlan {
  /** All tries of a call, the first included. */
  tries: number
  /** Longest pause after the first failure, ms; doubled with each further one, and taken with full jitter. */
  baseMs?: number
  capMs?: number
  /** One try may take so long, ms; without it a hanging first try leaves no time for another. */
  tryMs?: number
  budget?: BudgetPlan
}

export interface HedgePlan {
  /** A second try starts when the first has not answered by then, ms: take the p95 of the call. */
  afterMs: number
  budget?: BudgetPlan
}

export interface BudgetPlan {
  /** Extra calls per call. */
  ratio: number
  /** Extra calls that can be saved up. */
  burst: number
}

export const breakerDefaults = {
  consecutive: 10,
  failureRate: 0.5,
  windowMs: 10_000,
  minCalls: 20,
  slowMs: Number.POSITIVE_INFINITY,
  openMs: 1_000,
  maxOpenMs: 30_000,
  probes: 3,
} as const satisfies Required<BreakerPlan>

export const retryDefaults = {
  baseMs: 50,
  capMs: 1_000,
  tryMs: Number.POSITIVE_INFINITY,
  budget: { ratio: 0.1, burst: 10 },
} as const satisfies Required<Omit<RetryPlan, 'tries'>>

export const hedgeDefaults = { budget: { ratio: 0.05, burst: 5 } } as const satisfies Omit<
  HedgePlan,
  'afterMs'
>
