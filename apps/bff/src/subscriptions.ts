import type { Database, Tx } from '@nowait/chassis/database'
import type { Events } from '@nowait/chassis/events/start-events'
import type { Handlers } from '@nowait/chassis/events/deliver'
import type { Subscription } from '@nowait/chassis/events/subscribe'
import type { Notification } from '@nowait/contract/bff'
import type { EventOf, EventType } from '@nowait/contract/events'
import { encodeWritten, type Written } from '@nowait/contract/mypage'
import type { OrderStatus } from '@nowait/contract/order'
import { liveStore, type Told } from './live/store.ts'
import { type NewNotification, notificationStore } from './notifications/store.ts'

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

/** What an event becomes. */
interface News {
  notification?: NewNotification
  told: Told[]
}

const ofOrder = (event: EventOf<OrderEvent>): News => {
  const { status, notify: kind } = orderNews[event.type]
  const { id, aggregate: orderId, at } = event
  const { memberId, number: orderNumber } = event.data
  const told = { memberId, event: { type: 'order', orderId, status }, seen: seenOf('order', event) } as const
  const notification = kind && { id, memberId, kind, orderId, orderNumber, points: null, at }
  return withNotification({ notification, told: [told] })
}

const ofPoints = (event: EventOf<PointsEvent>): News => {
  const { id, at, type } = event
  const { memberId, orderId, points } = event.data
  const told = { memberId, event: { type: 'points', orderId }, seen: seenOf('entry', event) } as const
  // Whoever has just signed in knows why there are points.
  const notification =
    type === 'points.accrued' && orderId !== undefined
      ? ({ id, memberId, kind: 'points-accrued', orderId, points, at } as const)
      : undefined
  return withNotification({ notification, told: [told] })
}

const ofShipment = (event: EventOf<ShipmentEvent>): News => {
  const { memberId, orderId } = event.data
  return { told: [{ memberId, event: { type: 'order', orderId }, seen: seenOf('parcel', event) }] }
}

const newsOf: { [T in EventType]?: (event: EventOf<T>) => News } = {
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
}

/** What happens to orders, parcels and points becomes notifications and live events, in the transaction of the offset. */
export function subscribeToNews({ events, database }: { events: Events; database: Database }): Subscription {
  const notifications = notificationStore(database)
  const live = liveStore(database)

  const tell = (some: EventOf[]) => async (tx: Tx) => {
    const news = some.map((event) => (newsOf[event.type] as (event: EventOf) => News)(event))
    await notifications.insert(
      tx,
      news.flatMap(({ notification }) => notification ?? []),
    )
    await live.append(
      tx,
      news.flatMap(({ told }) => told),
    )
  }

  return events.subscribe({
    group: 'bff',
    sources: ['order', 'shipping', 'bff'],
    handlers: Object.fromEntries(
      Object.keys(newsOf).map((type) => [type, (event: EventOf) => tell([event])]),
    ) as Handlers,
    together: tell,
  })
}

const seenOf = (kind: Written['kind'], { aggregate: id, version }: EventOf) =>
  encodeWritten([{ kind, id, version }])

/** A notification is told, too. */
const withNotification = ({ notification, told }: News): News =>
  notification
    ? { notification, told: [...told, { memberId: notification.memberId, event: { type: 'notifications' } }] }
    : { told }
