import type { Notification } from '@nowait/contract/bff'
import type { EventData, EventOf } from '@nowait/contract/events'
import type { OrderItem, OrderStatus } from '@nowait/contract/order'
import type { PointEntry } from '@nowait/contract/point'
import type { Shipment } from '@nowait/contract/shipping'
import type { Fact, Kind } from './page.ts'
import { aYearAfter, dayInSeoul } from './day.ts'

/** The state of the fact is the status of the order. */
export interface OrderBody {
  number: string
  placedAt: string
  items: OrderItem[]
  total: number
  /** Where it goes on when a cancellation is refused. */
  before?: string
}

/** The state of the fact is that of the parcel. */
export type ParcelBody = Pick<Shipment, 'carrier' | 'trackingNumber' | 'expectedOn' | 'steps'>

/** An entry of the ledger; the state of the fact is its state, the amount its points. */
export type EntryBody = Pick<PointEntry, 'id' | 'reference' | 'reason' | 'orderId' | 'at'>

/** The state of the fact is `unread` or `read`; `unknown` while only the reading of it is known. */
export interface NoticeBody {
  kind: Notification['kind']
  orderId: string
  points: number | null
  at: string
  readAt: string | null
}

type Change = Partial<Pick<Fact, 'state' | 'sort' | 'amount' | 'until' | 'body'>>

/** The kind of thing an event is about; undefined for what is not on the page. Also for types nobody knows yet. */
export function kindOf({ type }: Pick<EventOf, 'type'>): Kind | undefined {
  return kindByFamily[type.slice(0, type.indexOf('.'))]
}

const kindByFamily: Partial<Record<string, Kind>> = {
  order: 'order',
  shipment: 'parcel',
  points: 'entry',
  notifications: 'reading',
}

/** What an event changes in the thing it is about; nothing for a type that is not known. */
export function bodyAfter(fact: Fact, event: EventOf): Change {
  const changes: Partial<Record<string, (fact: Fact, event: EventOf) => Change>> = {
    'order.placed': (_, placed) => placedOrder(placed as EventOf<'order.placed'>),
    'order.cancel-requested': ({ body, state }) => ({
      state: 'cancelling',
      body: { ...body, before: state },
    }),
    'order.cancel-refused': ({ body }) => resumedOrder(body as OrderBody),
    'shipment.opened': (_, opened) => openedParcel(opened as EventOf<'shipment.opened'>),
    'shipment.moved': (parcel, moved) => movedParcel(parcel, moved as EventOf<'shipment.moved'>),
    'shipment.stopped': stoppedParcel,
    'points.requested': (_, requested) => requestedPoints(requested as EventOf<'points.requested'>),
    'points.accrued': ({ body }, { at }) => ({
      state: 'accrued',
      until: aYearAfter(dayInSeoul(at)),
      ...entryAt(body as EntryBody, at),
    }),
    'points.revoked': ({ body }, { at }) => ({
      state: 'revoked',
      until: null,
      ...entryAt(body as EntryBody, at),
    }),
  }
  const status = statusAfter[event.type as keyof typeof statusAfter]
  return status ? { state: status } : (changes[event.type]?.(fact, event) ?? {})
}

const statusAfter = {
  'order.confirmed': 'confirmed',
  'order.rejected': 'rejected',
  'order.preparing': 'preparing',
  'order.shipped': 'shipped',
  'order.delivered': 'delivered',
  'order.cancelled': 'cancelled',
} as const satisfies Record<string, OrderStatus>

function placedOrder({ aggregate, data }: EventOf<'order.placed'>): Change {
  const { number, placedAt, items, total } = data
  // The day and the running number of the shop: orders are listed as they were numbered.
  const sort = `${number.slice(number.indexOf('-') + 1).padStart(15, '0')} ${aggregate}`
  const body: OrderBody = { number, placedAt, items, total }
  return { state: 'awaiting-stock', sort, amount: total, body }
}

function resumedOrder({ before, ...body }: OrderBody): Change {
  return { state: before ?? 'confirmed', body }
}

function openedParcel({ at, data, aggregate }: EventOf<'shipment.opened'>): Change {
  const { carrier, trackingNumber, expectedOn } = data
  const steps = [{ step: 'preparing' as const, at, place: warehouse }]
  const body: ParcelBody = { carrier, trackingNumber, expectedOn, steps }
  return { state: 'preparing', sort: `${at} ${aggregate}`, body }
}

function movedParcel({ body }: Fact, { at, data: { step, place } }: EventOf<'shipment.moved'>): Change {
  const parcel = body as ParcelBody
  return { state: step, body: { ...parcel, steps: [...parcel.steps, { step, at, place }] } }
}

function stoppedParcel({ body }: Fact, { at }: EventOf): Change {
  const parcel = body as ParcelBody
  return {
    state: 'stopped',
    body: { ...parcel, steps: [...parcel.steps, { step: 'stopped', at, place: warehouse }] },
  }
}

// Where a parcel begins and is stopped; the events name the places on its way only.
const warehouse = { ko: '이천 물류창고', en: 'Icheon warehouse' }

function requestedPoints({ id, at, aggregate, data }: EventOf<'points.requested'>): Change {
  const { orderId = null, points } = data
  // `login:<member>:<day>`: to its member it is the entry of the day.
  const reference = orderId ? `order:${orderId}` : aggregate.replace(`:${data.memberId}`, '')
  const reason = orderId ? 'purchase' : 'login'
  const body: EntryBody = { id, reference, reason, orderId, at }
  return { state: 'pending', sort: `${at} ${id}`, amount: points, body }
}

const entryAt = (body: EntryBody, at: string): Change => ({ sort: `${at} ${body.id}`, body: { ...body, at } })

/** What a member is told by an event. */
export function tellOf(event: EventOf): { id: string; fact: (known: Fact) => Partial<Fact> } | undefined {
  const kind = noticeAfter[event.type as keyof typeof noticeAfter]
  if (!kind) return undefined
  const { id, at, aggregate } = event
  const { orderId, points = null } =
    event.type === 'points.accrued'
      ? (event.data as EventData<'points.accrued'>)
      : { orderId: aggregate, points: null }
  // Whoever has just signed in knows why there are points.
  if (!orderId) return undefined
  return {
    id,
    fact: ({ body }) => {
      const { readAt = null } = body as Partial<NoticeBody>
      const told: NoticeBody = { kind, orderId, points, at, readAt }
      return { version: 1, state: readAt ? 'read' : 'unread', sort: `${at} ${id}`, body: told }
    },
  }
}

const noticeAfter = {
  'order.confirmed': 'order-confirmed',
  'order.rejected': 'order-rejected',
  'order.shipped': 'order-shipped',
  'order.delivered': 'order-delivered',
  'order.cancelled': 'order-cancelled',
  'order.cancel-refused': 'order-cancel-refused',
  'points.accrued': 'points-accrued',
} as const satisfies Record<string, Notification['kind']>

/** Which notifications a member has read. */
export function readingOf(event: EventOf): { ids: string[]; mark: (notice: Fact) => Fact } | undefined {
  if (event.type !== 'notifications.read') return undefined
  const { ids, readAt } = event.data as EventData<'notifications.read'>
  return {
    ids,
    mark: (notice) => ({
      ...notice,
      state: notice.version > 0 ? 'read' : 'unknown',
      body: { ...notice.body, readAt: (notice.body as Partial<NoticeBody>).readAt ?? readAt },
    }),
  }
}
