import { randomUUIDv7 } from 'node:crypto'
import type { EventData, EventOf, EventType } from '@nowait/contract/events'
import type { OrderItem } from '@nowait/contract/order'

/** One way an order can go, as the logs of the shop tell of it. */
type Course = 'delivered' | 'cancelled' | 'refused' | 'rejected' | 'on-its-way'

const courses: Course[] = ['delivered', 'cancelled', 'refused', 'rejected', 'on-its-way']
const carrier = { ko: '하루택배', en: 'Haru Parcel' }
const place = { ko: '대전 허브', en: 'Daejeon hub' }
const begin = Date.UTC(2026, 10, 1)

/** What the logs hold of one member: `orders` orders that end in every way, sign-ins between them, some notifications read. */
export function recordHistory(orders: number, memberId: string = randomUUIDv7()): EventOf[] {
  const events: EventOf[] = []
  const versions = new Map<string, number>()
  const seqs = new Map<string, number>()
  const next = (counts: Map<string, number>, key: string) => {
    const count = (counts.get(key) ?? 0) + 1
    counts.set(key, count)
    return count
  }
  function tell<T extends EventType>(topic: string, aggregate: string, type: T, data: EventData<T>): EventOf {
    const at = new Date(begin + events.length * 61_007).toISOString()
    const seq = next(seqs, topic)
    const version = next(versions, `${topic} ${aggregate}`)
    const event = { id: randomUUIDv7(), topic, seq, partition: 0, aggregate, version, type, at, data }
    events.push(event)
    return event
  }

  for (let n = 1; n <= orders; n++) {
    const orderId = randomUUIDv7()
    const number = `20261101-${String(n).padStart(6, '0')}`
    const of = { memberId, number }
    const parcel = { orderId, memberId }
    const points = { orderId, memberId, points: n * 10 }
    const item: OrderItem = {
      productId: randomUUIDv7(),
      name: { ko: `상품 ${n}`, en: `Thing ${n}` },
      picture: '/goods/mug.svg',
      price: n * 1_000,
      quantity: 1,
    }
    const order = <T extends EventType>(type: T, data: EventData<T>) => tell('order', orderId, type, data)
    const shipment = <T extends EventType>(type: T, data: EventData<T>) =>
      tell('shipping', orderId, type, data)
    const placed = {
      items: [item],
      total: n * 1_000,
      points: n * 10,
      placedAt: new Date(begin).toISOString(),
    }
    const course = courses[n % courses.length]!

    if (n % 3 === 0) {
      const login = `login:${memberId}:2026-11-${String((n % 27) + 1).padStart(2, '0')}-${n}`
      tell('bff', login, 'points.requested', { memberId, points: 100 })
      tell('bff', login, 'points.accrued', { memberId, points: 100 })
    }
    order('order.placed', { ...of, ...placed })
    if (course === 'rejected') {
      order('order.rejected', { ...of, reason: 'OUT_OF_STOCK' })
      continue
    }
    const confirmed = order('order.confirmed', { ...of, total: placed.total, points: placed.points })
    tell('order', `points:${orderId}`, 'points.requested', points)
    shipment('shipment.opened', { ...parcel, carrier, trackingNumber: `7${n}`, expectedOn: '2026-11-30' })
    order('order.preparing', of)
    if (course === 'cancelled') {
      order('order.cancel-requested', of)
      shipment('shipment.stopped', parcel)
      order('order.cancelled', of)
      tell('order', `points:${orderId}`, 'points.revoked', points)
      continue
    }
    shipment('shipment.moved', { ...parcel, step: 'picked-up', place })
    if (course === 'refused') {
      order('order.cancel-requested', of)
      shipment('shipment.refused', parcel)
      order('order.cancel-refused', of)
    }
    order('order.shipped', of)
    if (course === 'on-its-way') continue
    for (const step of ['in-transit', 'out-for-delivery', 'delivered'] as const)
      shipment('shipment.moved', { ...parcel, step, place })
    const delivered = order('order.delivered', { ...of, points: placed.points })
    tell('order', `points:${orderId}`, 'points.accrued', points)
    tell('order', `push:${orderId}`, 'push.sent', {
      ...parcel,
      kind: 'order-cancelled',
      sent: 1,
      gone: 0,
      failed: 0,
    } as unknown as EventData<'push.sent'>)
    const ids = [confirmed.id, delivered.id]
    tell('bff', `notifications:${memberId}`, 'notifications.read', { memberId, ids, readAt: delivered.at })
  }
  return events
}
