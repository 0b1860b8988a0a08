/** How orders, parcels and points look at each step: what the seed draws from and the simulation goes through. */
import type { Order, OrderStatus } from '@nowait/contract/order'
import type { PointEntry } from '@nowait/contract/point'
import type { Shipment } from '@nowait/contract/shipping'

const day = 24 * 3600_000
export const iso = (at: number) => new Date(at).toISOString()
/** The calendar day in Seoul, which knows no summer time. */
export const seoulDay = (at: number) => iso(at + 9 * 3600_000).slice(0, 10)

const cancellable: OrderStatus[] = ['awaiting-stock', 'confirmed', 'preparing']

export function moveTo(order: Order, status: OrderStatus, at: number): void {
  order.status = status
  order.cancellable = cancellable.includes(status)
  order.version += 1
  order.history.push({ status, at: iso(at) })
}

type Draft = Pick<Order, 'id' | 'number' | 'items' | 'shipTo'>

export function newOrder(draft: Draft, at: number): Order {
  const total = draft.items.reduce((sum, item) => sum + item.price * item.quantity, 0)
  return {
    ...draft,
    status: 'awaiting-stock',
    placedAt: iso(at),
    total,
    cancellable: true,
    version: 1,
    points: Math.floor(total / 100),
    history: [{ status: 'awaiting-stock', at: iso(at) }],
    reason: null,
  }
}

export const places: Record<Shipment['state'], { ko: string; en: string }> = {
  preparing: { ko: '노웨이트 물류센터', en: 'Nowait warehouse' },
  'picked-up': { ko: '이천 집하장', en: 'Icheon depot' },
  'in-transit': { ko: '대전 허브', en: 'Daejeon hub' },
  'out-for-delivery': { ko: '서울 마포', en: 'Mapo, Seoul' },
  delivered: { ko: '문 앞', en: 'Front door' },
  stopped: { ko: '노웨이트 물류센터', en: 'Nowait warehouse' },
}

export function newShipment(order: Order, at: number): Shipment {
  return {
    orderId: order.id,
    state: 'preparing',
    carrier: { ko: '하루택배', en: 'Haru Express' },
    trackingNumber: `${order.number.slice(2, 8)}${order.number.slice(-6)}`,
    expectedOn: seoulDay(at + 2 * day),
    steps: [{ step: 'preparing', at: iso(at), place: places.preparing }],
  }
}

export function moveShipment(shipment: Shipment, step: Shipment['state'], at: number): void {
  shipment.state = step
  shipment.steps.push({ step, at: iso(at), place: places[step] })
}

export function promisedPoints(order: Order, id: string, at: number): PointEntry {
  return {
    id,
    reference: `order:${order.id}`,
    reason: 'purchase',
    state: 'pending',
    points: order.points,
    orderId: order.id,
    at: iso(at),
    expiresOn: null,
  }
}

export function loginPoints(id: string, at: number): PointEntry {
  return {
    id,
    reference: `login:${seoulDay(at)}`,
    reason: 'login',
    state: 'pending',
    points: 100,
    orderId: null,
    at: iso(at),
    expiresOn: null,
  }
}

/** Points count from the day they reach the balance, for a year. */
export function accrue(entry: PointEntry, at: number): void {
  entry.state = 'accrued'
  entry.at = iso(at)
  entry.expiresOn = seoulDay(at + 365 * day)
}
