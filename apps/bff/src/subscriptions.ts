import type { Database, Tx } from '@nowait/chassis/database'
import type { Events } from '@nowait/chassis/events/start-events'
import type { Subscription } from '@nowait/chassis/events/subscribe'
import type { Notification } from '@nowait/contract/bff'
import type { EventOf, EventType } from '@nowait/contract/events'
import { encodeWritten, type Written } from '@nowait/contract/mypage'
import type { OrderStatus } from '@nowait/contract/order'
import { liveStore } from './live/store.ts'
import { notificationStore } from './notifications/store.ts'

type OrderEvent = Extract<EventType, `order.${string}`>
type PointsEvent = Extract<EventType, `points.${string}`>
type ShipmentEvent = Extract<EventType, `shipment.${string}`>

/** The status an order has after each event, and what its member is told. */
const orderNews: Record<OrderEvent, { status: OrderStatus; notify?: Notification['kind'] }> = {
  'order.placed': { status: 'awaiting-stock' },
  'order.confirmed': { status: 'confirmed', notify: 'order-confirmed' },
  'order.rejected': { status: 'rejected', notify: 'order-rejected' },
  'order.preparing': { status: 'preparing' },
  'order.shipped': { status: 'shipped', notify: 'order-shipped' },
  'order.delivered': { status: 'delivered', notify: 'order-delivered' },
  'order.cancel-requested': { status: 'cancelling' },
  'order.cancel-refused': { status: 'shipped', notify: 'order-cancel-refused' },
  'order.cancelled': { status: 'cancelled', notify: 'order-cancelled' },
}

/** What happens to orders, parcels and points becomes notifications and live events, in the transaction of the offset. */
export function subscribeToNews({ events, database }: { events: Events; database: Database }): Subscription {
  const notifications = notificationStore(database)
  const live = liveStore(database)

  const ofOrder = (event: EventOf<OrderEvent>) => async (tx: Tx) => {
    const { status, notify } = orderNews[event.type]
    const { id, aggregate: orderId, at } = event
    const { memberId, number: orderNumber } = event.data
    if (notify)
      await notifications.insert(tx, { id, memberId, kind: notify, orderId, orderNumber, points: null, at })
    const order = {
      memberId,
      event: { type: 'order', orderId, status },
      seen: seenOf('order', event),
    } as const
    await live.append(tx, notify ? [order, toldOf(memberId)] : [order])
  }

  const ofPoints = (event: EventOf<PointsEvent>) => async (tx: Tx) => {
    const { memberId, orderId, points } = event.data
    // Whoever has just signed in knows why there are points.
    const notify = event.type === 'points.accrued' && orderId !== undefined
    if (notify)
      await notifications.insert(tx, {
        id: event.id,
        memberId,
        kind: 'points-accrued',
        orderId,
        points,
        at: event.at,
      })
    const told = { memberId, event: { type: 'points', orderId }, seen: seenOf('entry', event) } as const
    await live.append(tx, notify ? [told, toldOf(memberId)] : [told])
  }

  const ofShipment = (event: EventOf<ShipmentEvent>) => async (tx: Tx) => {
    const { memberId, orderId } = event.data
    await live.append(tx, [{ memberId, event: { type: 'order', orderId }, seen: seenOf('parcel', event) }])
  }

  return events.subscribe({
    group: 'bff',
    sources: ['order', 'shipping', 'bff'],
    handlers: {
      'order.placed': ofOrder,
      'order.confirmed': ofOrder,
      'order.rejected': ofOrder,
      'order.preparing': ofOrder,
      'order.shipped': ofOrder,
      'order.delivered': ofOrder,
      'order.cancel-requested': ofOrder,
      'order.cancel-refused': ofOrder,
      'order.cancelled': ofOrder,
      'points.requested': ofPoints,
      'points.accrued': ofPoints,
      'points.revoked': ofPoints,
      'shipment.opened': ofShipment,
      'shipment.moved': ofShipment,
      'shipment.stopped': ofShipment,
      'shipment.refused': ofShipment,
    },
  })
}

const seenOf = (kind: Written['kind'], { aggregate: id, version }: EventOf) =>
  encodeWritten([{ kind, id, version }])

const toldOf = (memberId: string) => ({ memberId, event: { type: 'notifications' } }) as const
