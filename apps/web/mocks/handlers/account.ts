import type { NotificationList } from '@nowait/contract/bff'
import { pageSourceHeader } from '@nowait/contract/headers'
import type { PointsAccount } from '@nowait/contract/point'
import { Problem } from '@nowait/contract/problem'
import { answer, type BffHandlers, type Mock, pageOf, weatherOf } from '../context.ts'
import type { Db } from '../db.ts'
import { tell } from '../notify.ts'
import type { Behaviour } from '../knobs.ts'
import { iso, seoulDay } from '../order-book.ts'
import { partsOf } from '../weather.ts'
import { findOrder, listOrders, noOrders } from './orders.ts'

type Account = Pick<
  BffHandlers,
  'orderPage' | 'myPage' | 'myPageAddress' | 'getPoints' | 'listNotifications' | 'readNotifications'
>

const firstPage = { size: 10 }
const day = 24 * 3600_000

export function account(mock: Mock): Account {
  return {
    orderPage: (input) => {
      const { caller, params } = input
      const read =
        <T>(from: (db: Db) => T) =>
        () =>
          mock.use(caller.knobs, from)
      return partsOf(weatherOf(mock, input), {
        order: { upstream: 'order', ms: 12, read: read((db) => findOrder(db, caller.memberId, params.id)) },
        shipping: {
          upstream: 'shipping',
          ms: 90,
          read: read(
            (db) => db.shipments.find(({ shipment }) => shipment.orderId === params.id)?.shipment ?? null,
          ),
          empty: null,
        },
        point: { upstream: 'point', ms: 160, read: read((db) => orderPoints(db, params.id)), empty: null },
      })
    },
    myPage: (input) => {
      const { memberId, knobs } = input.caller
      input.c.header(pageSourceHeader, sourceOf(knobs.upstreams.mypage))
      const read =
        <T>(from: (db: Db) => T) =>
        () =>
          mock.use(knobs, from)
      return partsOf(weatherOf(mock, input), {
        orders: {
          upstream: 'order',
          ms: 20,
          read: read((db) => listOrders(db, memberId, firstPage)),
          empty: noOrders,
        },
        shipping: {
          upstream: 'shipping',
          ms: 90,
          read: read((db) => ({ items: shipments(db, memberId) })),
          empty: { items: [] },
        },
        point: {
          upstream: 'point',
          ms: 160,
          read: read((db) => points(db, memberId, firstPage, mock.now())),
          empty: noPoints,
        },
        notifications: {
          upstream: 'notifications',
          ms: 30,
          read: read((db) => notifications(db, memberId, firstPage)),
          empty: noNotifications,
        },
      })
    },
    // As where no web server gives out pages.
    myPageAddress: () => {
      throw new Problem('NOT_FOUND')
    },
    getPoints: (input) =>
      answer(mock, input, 'point', (db, id) => points(db, id, input.query, mock.now()), noPoints),
    listNotifications: (input) =>
      answer(mock, input, 'notifications', (db, id) => notifications(db, id, input.query), noNotifications),
    readNotifications: (input) =>
      answer(mock, input, 'notifications', (db, memberId) => {
        const { ids } = input.body
        for (const row of db.notifications) {
          const meant = row.memberId === memberId && (!ids || ids.includes(row.notification.id))
          if (meant) row.notification.readAt ??= iso(mock.now())
        }
        tell(db, memberId, { type: 'notifications' })
        return { unread: notifications(db, memberId, firstPage).unread }
      }),
  }
}

/** Where the pages are kept that are ready: without it, or when it is behind, they are composed live. */
function sourceOf(mypage: Behaviour): string {
  if (mypage.kind === 'unavailable') return `live; because=${mypage.code}`
  return mypage.kind === 'stale' ? 'live; because=PROJECTION_BEHIND' : 'projection'
}

function orderPoints(db: Db, orderId: string) {
  const entry = db.points.find((row) => row.entry.orderId === orderId)?.entry
  return entry ? { orderId, points: entry.points, state: entry.state, at: entry.at } : null
}

const noPoints: PointsAccount = { balance: 0, pending: 0, expiring: [], items: [], next: null }

function points(
  db: Db,
  memberId: string,
  query: { cursor?: string; size: number },
  now: number,
): PointsAccount {
  const entries = db.points
    .filter((row) => row.memberId === memberId)
    .map(({ entry }) => entry)
    .toSorted((a, b) => (a.at < b.at ? 1 : -1))
  const sum = (state: string) =>
    entries.filter((entry) => entry.state === state).reduce((all, entry) => all + entry.points, 0)
  const soon = seoulDay(now + 30 * day)
  const expiring = entries
    .filter((entry) => entry.state === 'accrued' && entry.expiresOn && entry.expiresOn <= soon)
    .map((entry) => ({ points: entry.points, on: entry.expiresOn! }))
    .toSorted((a, b) => (a.on < b.on ? -1 : 1))
  return { balance: sum('accrued'), pending: sum('pending'), expiring, ...pageOf(entries, query) }
}

function shipments(db: Db, memberId: string) {
  return db.shipments
    .filter((row) => row.memberId === memberId && row.shipment.state !== 'stopped')
    .map(({ shipment }) => shipment)
    .toSorted((a, b) => (a.steps[0]!.at < b.steps[0]!.at ? 1 : -1))
    .slice(0, 20)
}

const noNotifications: NotificationList = { items: [], unread: 0, next: null }

function notifications(db: Db, memberId: string, query: { cursor?: string; size: number }): NotificationList {
  const mine = db.notifications
    .filter((row) => row.memberId === memberId)
    .map(({ notification }) => notification)
    .toSorted((a, b) => (a.at < b.at ? 1 : -1))
  return { ...pageOf(mine, query), unread: mine.filter(({ readAt }) => readAt === null).length }
}
