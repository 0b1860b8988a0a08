import type { LiveEvent, Notification } from '@nowait/contract/bff'
import type { Order } from '@nowait/contract/order'
import type { Db } from './db.ts'
import { iso } from './order-book.ts'

export function notify(db: Db, memberId: string, kind: Notification['kind'], order: Order, at: number): void {
  const notification: Notification = {
    id: crypto.randomUUID(),
    kind,
    orderId: order.id,
    orderNumber: order.number,
    points: kind === 'points-accrued' ? order.points : null,
    at: iso(at),
    readAt: null,
  }
  db.notifications.push({ memberId, notification })
  tell(db, memberId, { type: 'notifications' })
}

const kept = 200

/** Puts a change where the live stream reads. */
export function tell(db: Db, memberId: string, event: LiveEvent): void {
  const position = (db.live.at(-1)?.position ?? 0) + 1
  db.live.push({ position, memberId, event })
  if (db.live.length > kept) db.live.shift()
}
