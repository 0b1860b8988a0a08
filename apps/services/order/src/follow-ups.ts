import { Id, Points } from '@nowait/contract/values'
import { z } from 'zod'
import type { Order, Outcome } from './order.ts'

/** What the point service is to know of an order: promised, in the balance, or taken back. */
export const PurchasePoints = z.object({
  orderId: Id,
  memberId: Id,
  points: Points,
  state: z.enum(['pending', 'accrued', 'revoked']),
})
export type PurchasePoints = z.infer<typeof PurchasePoints>

/** What the browsers of a member are told of an order that is cancelled. */
export const CancelPush = z.object({ orderId: Id, memberId: Id, number: z.string() })
export type CancelPush = z.infer<typeof CancelPush>

/** Something outside that follows from a change of an order. `unique` names it among all that follow from that order. */
export type FollowUp =
  | { name: 'purchase-points'; payload: PurchasePoints; unique: string }
  | { name: 'cancel-push'; payload: CancelPush; unique: string }

/** What follows from a change of an order. Pure, so that it is known before the change is made. */
export const followUpsOf = ({ order, events }: Outcome): FollowUp[] =>
  events.flatMap(({ type }) => {
    switch (type) {
      case 'order.confirmed':
        return points(order, 'pending')
      case 'order.delivered':
        return points(order, 'accrued')
      case 'order.cancelled':
        // Without a confirmation nothing was promised.
        return [...(wasConfirmed(order) ? points(order, 'revoked') : []), push(order)]
      default:
        return []
    }
  })

function points({ id: orderId, memberId, points }: Order, state: PurchasePoints['state']): FollowUp[] {
  if (points === 0) return []
  const payload = { orderId, memberId, points, state }
  return [{ name: 'purchase-points', payload, unique: `${orderId}:${state}` }]
}

const push = ({ id: orderId, memberId, number }: Order): FollowUp => ({
  name: 'cancel-push',
  payload: { orderId, memberId, number },
  unique: `${orderId}:cancelled`,
})

const wasConfirmed = ({ history }: Order) => history.some(({ status }) => status === 'confirmed')
