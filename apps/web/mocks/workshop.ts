/** What the services of the mock do for later, as an operator finds it when the page opens. */
import type {
  AuditEntry,
  Mode,
  OperatedGroup,
  OperatedIntegration,
  OperatedJobDetail,
} from '@nowait/contract/operations'
import { modes } from '@nowait/contract/operations'
import { operatedServices, type OperatedService } from '@nowait/contract/ops'
import { type GuardBook, noGuards, seedGuards } from './guards.ts'
import { iso } from './order-book.ts'

/** One service's tables. */
export interface Workshop {
  integrations: OperatedIntegration[]
  jobs: OperatedJobDetail[]
  groups: OperatedGroup[]
  audit: AuditEntry[]
  guards: GuardBook
}
export type Workshops = Record<OperatedService, Workshop>

const minute = 60_000
const orderId = (n: number) => `0199c000-0002-7000-8000-${n.toString(16).padStart(12, '0')}`
const memberId = (n: number) => `0199c000-0001-7000-8000-${n.toString(16).padStart(12, '0')}`

export function seedWorkshops(now: number): Workshops {
  return {
    bff: {
      integrations: [integration('login-points', { done: 1_279, latency: { p50: 20, p99: 200 } })],
      jobs: [
        job(1_291, 'login-points', 'retrying', now, {
          tries: 3,
          age: 40_000,
          lastError: 'No answer within 2000 ms',
          payload: { memberId: memberId(1), day: '2026-11-21' },
        }),
      ],
      groups: [group('bff', 'bff', 1_204), group('bff', 'order', 4_211), group('bff', 'shipping', 1_630)],
      audit: [],
      guards: seedGuards('bff', now),
    },
    order: {
      integrations: [
        integration('cancel-push', {
          done: 96,
          mayBeLost: true,
          mode: 'thread',
          lost: 1,
          latency: { p50: 50, p99: 500 },
        }),
        integration('purchase-points', { done: 812, latency: { p50: 20, p99: 100 } }),
      ],
      jobs: [
        ...[3, 2, 1].map((n) =>
          job(880 + n, 'purchase-points', 'dead', now, {
            tries: 10,
            age: (4 - n) * 4 * minute,
            lastError:
              n === 1
                ? 'The point service answered 500: INTERNAL'
                : 'The point service did not answer in time',
            payload: { orderId: orderId(n), memberId: memberId(1), points: 120 * n, email: '[hidden]' },
          }),
        ),
        job(890, 'purchase-points', 'blocked', now, {
          tries: 0,
          age: minute,
          payload: { orderId: orderId(1) },
        }),
        job(891, 'reserve-stock', 'delayed', now, { tries: 0, age: 3_000, payload: { orderId: orderId(8) } }),
      ].toReversed(),
      groups: [
        group('order-catalogue', 'product', 512),
        {
          ...group('order-shipments', 'shipping', 1_622),
          newest: 1_630,
          lag: 8,
          lagSeconds: 14,
          paused: true,
        },
      ],
      audit: [],
      guards: seedGuards('order', now),
    },
    product: {
      integrations: [],
      jobs: [],
      groups: [{ ...group('product', 'order', 4_211), parked: 2 }],
      audit: [],
      guards: seedGuards('product', now),
    },
    shipping: {
      integrations: [],
      jobs: [],
      groups: [group('shipping', 'order', 4_211)],
      audit: [],
      guards: seedGuards('shipping', now),
    },
    mypage: {
      integrations: [],
      jobs: [],
      groups: [group('mypage', 'order', 4_211), group('mypage', 'shipping', 1_630)],
      audit: [],
      guards: seedGuards('mypage', now),
    },
    point: nothingForLater('point', now),
    push: nothingForLater('push', now),
  }
}

/** It answers at once, or not at all: who asks it puts off. */
const nothingForLater = (service: OperatedService, now: number): Workshop => ({
  integrations: [],
  jobs: [],
  groups: [],
  audit: [],
  guards: seedGuards(service, now),
})

/** Nothing was ever put off: what the knob `empty` shows. */
export const emptyWorkshops = (): Workshops =>
  Object.fromEntries(
    operatedServices.map((name) => [
      name,
      { integrations: [], jobs: [], groups: [], audit: [], guards: noGuards },
    ]),
  ) as unknown as Workshops

function integration(
  name: string,
  given: Partial<OperatedIntegration> & { done: number },
): OperatedIntegration {
  const { mayBeLost = false } = given
  const refusals: Partial<Record<Mode, 'MODE_MAY_LOSE' | 'BROKER_NOT_CONFIGURED'>> = {
    messaging: 'BROKER_NOT_CONFIGURED',
    'database-messaging': 'BROKER_NOT_CONFIGURED',
    ...(!mayBeLost && { thread: 'MODE_MAY_LOSE' }),
  }
  const mode = given.mode ?? 'database'
  return {
    name,
    mode,
    defaultMode: 'database',
    choices: modes.map((each) => ({ mode: each, refusal: refusals[each] ?? null })),
    mayBeLost,
    deadlineMs: 2_000,
    attempts: 10,
    accepted: given.done,
    lost: 0,
    unknown: 0,
    refused: 0,
    pending: 0,
    retrying: 0,
    dead: 0,
    latency: { p50: null, p99: null },
    ...given,
  }
}

interface JobGiven {
  tries: number
  /** ms since it was made. */
  age: number
  lastError?: string
  payload: unknown
}

function job(
  id: number,
  queue: string,
  state: OperatedJobDetail['state'],
  now: number,
  { tries, age, lastError, payload }: JobGiven,
): OperatedJobDetail {
  const key = queue === 'purchase-points' ? orderId(state === 'blocked' ? 1 : id - 880) : null
  const createdAt = iso(now - age)
  const traceId = id.toString(16).padStart(32, '0')
  return {
    id,
    queue,
    key,
    state,
    tries,
    lastError: lastError ?? null,
    traceId,
    createdAt,
    at: iso(now + 20_000),
    payload,
  }
}

const group = (name: string, source: string, position: number): OperatedGroup => ({
  group: name,
  source,
  transport: 'postgres',
  position,
  newest: position,
  lag: 0,
  lagSeconds: 0,
  parked: 0,
  paused: false,
})
