import { createHash } from 'node:crypto'
import type { NotificationList } from '@nowait/contract/bff'
import type { OrderList, OrderStatus, OrderSummary } from '@nowait/contract/order'
import type { PointEntry, PointsAccount } from '@nowait/contract/point'
import type { Shipment, ShipmentList } from '@nowait/contract/shipping'
import type { Localized } from '@nowait/contract/values'
import type { EntryBody, NoticeBody, OrderBody, ParcelBody } from './facts.ts'
import type { Fact } from './page.ts'

/** How many of each a page shows. Older ones are read page by page. */
export const shown = { orders: 10, parcels: 20, entries: 10, notices: 10 } as const

/** Parcels and expiries of a page are those of so many days before and after the day it is made on. */
export const days = { parcels: 92, expiring: 30 } as const

export type Shown = Pick<Fact, 'id' | 'version' | 'state' | 'sort' | 'amount' | 'until' | 'body'>

/** What a page shows of its facts, newest first, one more than is shown where there are more. */
export interface Selection {
  counts: Partial<Record<OrderStatus, number>>
  orders: Shown[]
  parcels: Shown[]
  balance: number
  pending: number
  expiring: { points: number; on: string }[]
  entries: Shown[]
  unread: number
  notices: (Shown & { orderNumber: string })[]
}

/** The four parts of My Page. */
export interface Document {
  orders: OrderList
  shipping: ShipmentList
  point: PointsAccount
  notifications: NotificationList
}

/** A member's page on a day, always with its fields in the same order: equal pages are equal bytes. */
export function documentOf(chosen: Selection, today: string): Document {
  return {
    orders: {
      items: chosen.orders.slice(0, shown.orders).map(orderOf),
      next: nextOf(chosen.orders, shown.orders),
      counts: Object.fromEntries(Object.entries(chosen.counts).toSorted(([a], [b]) => (a < b ? -1 : 1))),
    },
    shipping: { items: chosen.parcels.slice(0, shown.parcels).map(parcelOf) },
    point: {
      balance: chosen.balance,
      pending: chosen.pending,
      expiring: chosen.expiring.map(({ points, on }) => ({ points, on })),
      items: chosen.entries.slice(0, shown.entries).map((entry) => entryOf(entry, today)),
      next: nextOf(chosen.entries, shown.entries),
    },
    notifications: {
      items: chosen.notices.slice(0, shown.notices).map(noticeOf),
      unread: chosen.unread,
      // As the list of all notifications counts on.
      next: chosen.notices.length > shown.notices ? chosen.notices[shown.notices - 1]!.id : null,
    },
  }
}

/** The page as it is sent: a line for each part. Nothing in it depends on when or how often it is asked for. */
export function linesOf(document: Document): string {
  return Object.entries(document)
    .map(([part, data]) => `${JSON.stringify({ part, state: 'ready', ms: 0, data })}\n`)
    .join('')
}

/** Names the bytes of a member's page: another member's equal page has another name. */
export function etagOf(memberId: string, lines: string): string {
  return createHash('sha256').update(memberId).update(lines).digest('base64url').slice(0, 22)
}

/** The end of a page of facts, opaque to callers: what is older than it comes next. */
export const encodeCursor = (sort: string): string => `my-${Buffer.from(sort).toString('base64url')}`

function nextOf(facts: Shown[], size: number): string | null {
  return facts.length > size ? encodeCursor(facts[size - 1]!.sort) : null
}

const cancellable: readonly string[] = ['awaiting-stock', 'confirmed', 'preparing']

export function orderOf({ id, state, version, body }: Shown): OrderSummary {
  const { number, placedAt, items, total } = body as OrderBody
  return {
    id,
    number,
    status: state as OrderStatus,
    placedAt,
    items: items.map(({ productId, name, picture, price, quantity }) => ({
      productId,
      name: localized(name),
      picture,
      price,
      quantity,
    })),
    total,
    cancellable: cancellable.includes(state),
    version,
  }
}

function parcelOf({ id, state, body }: Shown): Shipment {
  const { carrier, trackingNumber, expectedOn, steps } = body as ParcelBody
  return {
    orderId: id,
    state: state as Shipment['state'],
    carrier: localized(carrier),
    trackingNumber,
    expectedOn,
    steps: steps.map(({ step, at, place }) => ({ step, at, place: localized(place) })),
  }
}

export function entryOf({ state, amount, until, body }: Shown, today: string): PointEntry {
  const { id, reference, reason, orderId, at } = body as EntryBody
  const expired = state === 'accrued' && until !== null && until <= today
  return {
    id,
    reference,
    reason,
    state: expired ? 'expired' : (state as PointEntry['state']),
    points: amount,
    orderId,
    at,
    expiresOn: until,
  }
}

function noticeOf({ id, body, orderNumber }: Selection['notices'][number]) {
  const { kind, orderId, points, at, readAt } = body as NoticeBody
  return { id, kind, orderId, orderNumber, points, at, readAt }
}

// The log keeps objects, not the order of their fields.
const localized = ({ ko, en }: Localized): Localized => ({ ko, en })
