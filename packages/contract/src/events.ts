import { z } from 'zod'
import { Category } from './product.ts'
import { PushKind, PushResult } from './push.ts'
import { DeliveryStep } from './shipping.ts'
import { Day, Id, Instant, Localized, Points, Won } from './values.ts'

const ofOrder = z.object({ memberId: Id, number: z.string() })
const ofShipment = z.object({ orderId: Id, memberId: Id })
// Without an order they are for a sign-in.
const ofPoints = z.object({ orderId: Id.optional(), memberId: Id, points: Points })

/**
 * Every event of the shop, by type. The topic is the publishing process, the aggregate the thing it happened to.
 * Names and addresses of people never appear: logs are read by every role and kept long.
 */
export const eventSchemas = {
  'product.listed': z.object({
    name: Localized,
    price: Won,
    picture: z.string(),
    category: Category,
  }),
  'product.price-changed': z.object({ price: Won }),
  'order.placed': ofOrder.extend({
    items: z.array(
      z.object({ productId: Id, quantity: z.int(), price: Won, name: Localized, picture: z.string() }),
    ),
    total: Won,
    points: Points,
    placedAt: Instant,
  }),
  'order.confirmed': ofOrder.extend({ total: Won, points: Points }),
  'order.rejected': ofOrder.extend({ reason: z.enum(['OUT_OF_STOCK', 'PRODUCT_NOT_FOUND']) }),
  'order.preparing': ofOrder,
  'order.shipped': ofOrder,
  'order.delivered': ofOrder.extend({ points: Points }),
  'order.cancel-requested': ofOrder,
  'order.cancel-refused': ofOrder,
  'order.cancelled': ofOrder,
  'shipment.opened': ofShipment.extend({ carrier: Localized, trackingNumber: z.string(), expectedOn: Day }),
  'shipment.moved': ofShipment.extend({ step: DeliveryStep, place: Localized }),
  'shipment.stopped': ofShipment,
  'shipment.refused': ofShipment,
  'points.requested': ofPoints,
  'points.accrued': ofPoints,
  'points.revoked': ofPoints,
  // At most 200 at once.
  'notifications.read': z.object({ memberId: Id, ids: z.array(Id), readAt: Instant }),
  'push.sent': z.object({ orderId: Id, memberId: Id, kind: PushKind, ...PushResult.shape }),
} as const

export type EventType = keyof typeof eventSchemas
export type EventData<T extends EventType> = z.infer<(typeof eventSchemas)[T]>

/** An event as the log keeps it. `version` counts the events of its aggregate, from 1, without holes within a topic. */
export interface EventOf<T extends EventType = EventType> {
  id: string
  topic: string
  seq: number
  partition: number
  aggregate: string
  version: number
  type: T
  at: string
  data: EventData<T>
}
