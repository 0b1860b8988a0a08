import { z } from 'zod'
import { defineApi, endpoint } from './endpoint.ts'
import { idempotencyHeader } from './headers.ts'
import { pointRoutes } from './point.routes.ts'
import { Day, Id, IdempotencyKey, Instant, PageQuery, Points } from './values.ts'

/**
 * `pending`: promised, not yet usable. `accrued`: in the balance. `revoked`: taken back with its order.
 * `expired`: a year has passed.
 */
export const PointState = z.enum(['pending', 'accrued', 'revoked', 'expired'])
export type PointState = z.infer<typeof PointState>

export const PointReason = z.enum(['purchase', 'login', 'welcome'])
export type PointReason = z.infer<typeof PointReason>

/** What the points are for (`order:<id>`, `login:<day>`): a member has one entry for each, for ever. */
const Reference = z.string().regex(/^[a-z]+:[\w:-]{1,120}$/)

export const PointEntry = z
  .object({
    id: Id,
    reference: Reference,
    reason: PointReason,
    state: PointState,
    points: Points,
    orderId: Id.nullable(),
    at: Instant,
    expiresOn: Day.nullable(),
  })
  .meta({ id: 'PointEntry' })
export type PointEntry = z.infer<typeof PointEntry>

export const PointsAccount = z
  .object({
    balance: Points,
    pending: Points,
    /** What goes within 30 days, by day. */
    expiring: z.array(z.object({ points: Points, on: Day })),
    items: z.array(PointEntry),
    next: z.string().nullable(),
  })
  .meta({ id: 'PointsAccount' })
export type PointsAccount = z.infer<typeof PointsAccount>

export const OrderPoints = z
  .object({ orderId: Id, points: Points, state: PointState, at: Instant })
  .meta({ id: 'OrderPoints' })
export type OrderPoints = z.infer<typeof OrderPoints>

const keyed = z.object({ [idempotencyHeader]: IdempotencyKey })

export const pointApi = defineApi(pointRoutes)({
  getPoints: endpoint({
    summary: 'My balance and ledger, newest first',
    access: 'member',
    query: PageQuery,
    response: PointsAccount,
  }),
  getOrderPoints: endpoint({
    summary: 'What one of my orders brings',
    access: 'member',
    params: z.object({ orderId: Id }),
    response: OrderPoints,
    errors: ['POINTS_NOT_FOUND'],
  }),
  accruePoints: endpoint({
    summary:
      'Promise points (pending) or put them into the balance (accrued); a promise already made is kept, not doubled',
    access: 'member',
    headers: keyed,
    body: z.strictObject({
      reference: Reference,
      reason: PointReason,
      points: z.int().min(1).max(10_000_000),
      state: z.enum(['pending', 'accrued']),
      orderId: Id.optional(),
    }),
    response: PointEntry,
    errors: ['IDEMPOTENCY_KEY_REUSED'],
  }),
  revokePoints: endpoint({
    summary: 'Take back what a reference brought; nothing happens when it brought nothing',
    access: 'member',
    headers: keyed,
    body: z.strictObject({ reference: Reference }),
    response: z.object({ revoked: Points }),
    errors: ['IDEMPOTENCY_KEY_REUSED'],
  }),
})
