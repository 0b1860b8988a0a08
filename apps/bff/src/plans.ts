import type { CallPlan } from '@nowait/chassis/guard/plan'

/** The services this process asks. */
export const services = ['order', 'product', 'shipping', 'point', 'push', 'mypage'] as const
export type Service = (typeof services)[number]

export interface Outward {
  service: Service
  plan: CallPlan
  /** What the caller gets when it brings nothing. */
  instead: string
  /** What brings it to its end after that. */
  later: string
}

// Reads are tried once more, in case a connection broke or a process restarts. A hang is not: no try has a time of its
// own, so a second one begins only when the first has failed early. The browser repeats nothing by itself.
const retry = { tries: 2, baseMs: 20, capMs: 100 }
const bulkhead = { limit: 64, queue: 64, maxWaitMs: 100 }
const breaker = { consecutive: 10, failureRate: 0.5, openMs: 1_000, maxOpenMs: 10_000, probes: 3 }
// Members only: what everybody may see is counted per network, at the door.
const limiter = { perSecond: 20, burst: 100 }

/**
 * Every outward call of this process. What changes something has places and a circuit of its own, so that browsing
 * neither takes them nor opens it; it is never repeated here: whoever asked has the key that makes that safe. Parts of
 * pages ask for less time than their plan gives (pages/*.ts).
 */
export const outward = {
  order: {
    service: 'order',
    plan: { deadlineMs: 1_500, limiter, bulkhead, breaker: { ...breaker, slowMs: 1_000 }, retry },
    instead: 'the last good answer with its age; a list says what is missing',
    later: 'the page asks again',
  },
  product: {
    service: 'product',
    plan: {
      deadlineMs: 1_500,
      bulkhead,
      breaker: { ...breaker, slowMs: 1_000 },
      retry,
      hedge: { afterMs: 200 },
    },
    instead: 'the last good answer with its age; the catalogue says what is missing',
    later: 'the page asks again',
  },
  shipping: {
    service: 'shipping',
    plan: { deadlineMs: 800, limiter, bulkhead, breaker: { ...breaker, slowMs: 700 }, retry },
    instead: 'the last good answer with its age',
    later: 'the page asks again',
  },
  point: {
    service: 'point',
    plan: { deadlineMs: 1_500, limiter, bulkhead, breaker: { ...breaker, slowMs: 1_000 }, retry },
    instead: 'the last good answer with its age',
    later: 'the page asks again',
  },
  push: {
    service: 'push',
    plan: { deadlineMs: 1_500, limiter, bulkhead: { ...bulkhead, limit: 16 }, breaker, retry },
    instead: 'the settings say that pushes cannot be had',
    later: 'the page asks again',
  },
  mypage: {
    service: 'mypage',
    // It waits a moment for what a member has written himself.
    plan: { deadlineMs: 600, limiter, bulkhead, breaker },
    instead: 'the page is composed of what the other services answer',
    later: 'the next look asks again',
  },
  orderChanges: {
    service: 'order',
    // Longer than order itself waits for product, so that its own answer is heard.
    // And a customer who orders waits for his turn rather than be sent away.
    plan: { deadlineMs: 5_000, limiter, bulkhead: { ...bulkhead, limit: 32, maxWaitMs: 3_000 }, breaker },
    instead: 'the form stays as it is and says so',
    later: 'the customer sends it again, with the same Idempotency-Key',
  },
  productChanges: {
    service: 'product',
    plan: { deadlineMs: 3_000, bulkhead: { ...bulkhead, limit: 8 }, breaker },
    instead: 'the form stays as it is and says so',
    later: 'the operator sends it again',
  },
  pushChanges: {
    service: 'push',
    plan: { deadlineMs: 3_000, limiter, bulkhead: { ...bulkhead, limit: 16 }, breaker },
    instead: 'the settings say that it is not done',
    later: 'the browser tells of itself again at its next visit',
  },
  orderOperations: {
    service: 'order',
    plan: { deadlineMs: 3_000, bulkhead: { ...bulkhead, limit: 4 }, breaker },
    instead: 'the operator is told',
    later: 'the operator asks again',
  },
  productOperations: {
    service: 'product',
    plan: { deadlineMs: 3_000, bulkhead: { ...bulkhead, limit: 4 }, breaker },
    instead: 'the operator is told',
    later: 'the operator asks again',
  },
  shippingOperations: {
    service: 'shipping',
    plan: { deadlineMs: 3_000, bulkhead: { ...bulkhead, limit: 4 }, breaker },
    instead: 'the operator is told',
    later: 'the operator asks again',
  },
  mypageOperations: {
    service: 'mypage',
    plan: { deadlineMs: 3_000, bulkhead: { ...bulkhead, limit: 4 }, breaker },
    instead: 'the operator is told',
    later: 'the operator asks again',
  },
  pointOperations: {
    service: 'point',
    plan: { deadlineMs: 3_000, bulkhead: { ...bulkhead, limit: 4 }, breaker },
    instead: 'the operator is told',
    later: 'the operator asks again',
  },
  pushOperations: {
    service: 'push',
    plan: { deadlineMs: 3_000, bulkhead: { ...bulkhead, limit: 4 }, breaker },
    instead: 'the operator is told',
    later: 'the operator asks again',
  },
} as const satisfies Record<string, Outward>

export type OutwardName = keyof typeof outward

const ofJobs = {
  // No tries here: the job is tried again itself, and while a circuit is open its queue rests.
  deadlineMs: 2_000,
  bulkhead: { limit: 10 },
  breaker: { consecutive: 5, failureRate: 0.5, openMs: 1_000, maxOpenMs: 2_000, probes: 1 },
} satisfies CallPlan

/** The calls of integrations.ts: what nobody waits for has circuits of its own. */
export const outwardOfJobs = {
  point: {
    guard: 'bff→point (jobs)',
    plan: ofJobs,
    instead: 'the points of a sign-in come later',
    later: 'the next try of the job login-points, or what its mode does',
  },
  push: {
    guard: 'bff→push (jobs)',
    plan: ofJobs,
    instead: 'a browser that was signed out from elsewhere is still told for a while',
    later: 'the next try of the job forget-browsers, or what its mode does',
  },
} as const

/** What an operator calls it: `bff→order` reads, `bff→order (changes)` changes something. */
export function guardName(name: OutwardName): string {
  const { service } = outward[name]
  const of = name.slice(service.length).toLowerCase()
  return of ? `bff→${service} (${of})` : `bff→${service}`
}

/** `patience` stretches what is measured in time, for machines too busy to keep it. */
export function planOf(
  name: OutwardName,
  { perMember, patience }: { perMember: { count: number; seconds: number }; patience: number },
): CallPlan {
  const plan: CallPlan = outward[name].plan
  const { limiter: limited, breaker: broken, hedge } = plan
  return {
    ...plan,
    deadlineMs: plan.deadlineMs * patience,
    limiter: limited && { perSecond: perMember.count / perMember.seconds, burst: perMember.count },
    breaker: broken?.slowMs ? { ...broken, slowMs: broken.slowMs * patience } : broken,
    hedge: hedge && { ...hedge, afterMs: hedge.afterMs * patience },
  }
}
