/** What happens by itself: stock, parcel, points, cancellation. Time is handed in; nothing here waits. */
import type { Order, OrderStatus } from '@nowait/contract/order'
import { take } from './catalogue.ts'
import type { Db, Happening } from './db.ts'
import { notify, tell } from './notify.ts'
import { accrue, loginPoints, moveShipment, moveTo, newShipment, promisedPoints } from './order-book.ts'

interface Scene {
  db: Db
  memberId: string
  order: Order
  at: number
  pace: number
}

/** Lets everything happen that is due by `now`, in its order. A pace of 0 stands still. */
export function advance(db: Db, now: number, pace: number): void {
  if (pace === 0) return
  accrueLogins(db, now, pace)
  for (;;) {
    const next = db.due.toSorted((a, b) => a.at - b.at)[0]
    if (!next || next.at > now) return
    db.due = db.due.filter((due) => due !== next)
    const row = db.orders.find(({ order }) => order.id === next.orderId)
    if (row) happenings[next.what]({ db, ...row, at: next.at, pace })
  }
}

/** The first sign-in of a day brings points; they are in the balance a moment later. */
export function bringLoginPoints(db: Db, memberId: string, at: number): void {
  const entry = loginPoints(crypto.randomUUID(), at)
  const isFirst = !db.points.some(
    (row) => row.memberId === memberId && row.entry.reference === entry.reference,
  )
  if (isFirst) db.points.push({ memberId, entry })
}

function accrueLogins(db: Db, now: number, pace: number): void {
  const before = now - Math.min(pace, 2000) / 2
  for (const { memberId, entry } of db.points) {
    if (entry.reason !== 'login' || entry.state !== 'pending' || Date.parse(entry.at) > before) continue
    accrue(entry, now)
    tell(db, memberId, { type: 'points' })
  }
}

/** Asks for stock at once. What follows is up to the pace. */
export function reserve(scene: Scene): void {
  const { db, memberId, order, at, pace } = scene
  if (order.status !== 'awaiting-stock') return
  if (!take(db, order.items)) {
    order.reason = 'OUT_OF_STOCK'
    enter(scene, 'rejected')
    return notify(db, memberId, 'order-rejected', order, at)
  }
  enter(scene, 'confirmed')
  notify(db, memberId, 'order-confirmed', order, at)
  plan(scene, 'promise-points', pace / 2)
  plan(scene, 'open-shipment', pace)
}

/** The customer wants it cancelled; whether that still works is for shipping to say. */
export function requestCancel(scene: Scene): void {
  if (scene.order.status === 'awaiting-stock') {
    drop(scene, () => true)
    return endCancelled(scene)
  }
  enter(scene, 'cancelling')
  drop(scene, (what) => what === 'open-shipment')
  plan(scene, 'decide-cancel', Math.min(scene.pace, 2000) * 0.75)
}

export function plan({ db, order, at }: Scene, what: Happening, after: number): void {
  db.due.push({ at: at + after, orderId: order.id, what })
}

const happenings: Record<Happening, (scene: Scene) => void> = {
  reserve,
  'promise-points': promisePoints,
  'open-shipment': openShipment,
  'picked-up': (scene) => {
    moveParcel(scene, 'picked-up', 'in-transit')
    if (scene.order.status !== 'preparing') return
    enter(scene, 'shipped')
    notify(scene.db, scene.memberId, 'order-shipped', scene.order, scene.at)
  },
  'in-transit': (scene) => moveParcel(scene, 'in-transit', 'out-for-delivery'),
  'out-for-delivery': (scene) => moveParcel(scene, 'out-for-delivery', 'delivered'),
  delivered: deliver,
  'decide-cancel': decideCancel,
}

function promisePoints({ db, memberId, order, at }: Scene): void {
  if (order.points === 0 || order.status === 'cancelled') return
  db.points.push({ memberId, entry: promisedPoints(order, crypto.randomUUID(), at) })
  tell(db, memberId, { type: 'points', orderId: order.id })
}

function openShipment(scene: Scene): void {
  const { db, memberId, order, at, pace } = scene
  db.shipments.push({ memberId, shipment: newShipment(order, at) })
  enter(scene, 'preparing')
  plan(scene, 'picked-up', pace)
}

function moveParcel(
  scene: Scene,
  step: 'picked-up' | 'in-transit' | 'out-for-delivery',
  next: Happening,
): void {
  moveShipment(shipmentOf(scene)!, step, scene.at)
  tell(scene.db, scene.memberId, { type: 'order', orderId: scene.order.id })
  plan(scene, next, scene.pace)
}

function deliver(scene: Scene): void {
  const { db, memberId, order, at } = scene
  moveShipment(shipmentOf(scene)!, 'delivered', at)
  enter(scene, 'delivered')
  notify(db, memberId, 'order-delivered', order, at)
  const entry = pointsOf(scene)
  if (!entry) return
  accrue(entry, at)
  tell(db, memberId, { type: 'points', orderId: order.id })
  notify(db, memberId, 'points-accrued', order, at)
}

function decideCancel(scene: Scene): void {
  const { db, memberId, order, at } = scene
  const shipment = shipmentOf(scene)
  if (shipment && shipment.state !== 'preparing') {
    enter(scene, 'shipped')
    return notify(db, memberId, 'order-cancel-refused', order, at)
  }
  if (shipment) moveShipment(shipment, 'stopped', at)
  take(db, order.items, -1)
  endCancelled(scene)
}

function endCancelled(scene: Scene): void {
  const { db, memberId, order, at } = scene
  enter(scene, 'cancelled')
  drop(scene, () => true)
  notify(db, memberId, 'order-cancelled', order, at)
  const entry = pointsOf(scene)
  if (!entry) return
  entry.state = 'revoked'
  tell(db, memberId, { type: 'points', orderId: order.id })
}

function enter({ db, memberId, order, at }: Scene, status: OrderStatus): void {
  moveTo(order, status, at)
  tell(db, memberId, { type: 'order', orderId: order.id, status })
}

function drop({ db, order }: Scene, which: (what: Happening) => boolean): void {
  db.due = db.due.filter((due) => due.orderId !== order.id || !which(due.what))
}

const shipmentOf = ({ db, order }: Scene) =>
  db.shipments.find(({ shipment }) => shipment.orderId === order.id)?.shipment
const pointsOf = ({ db, order }: Scene) => db.points.find(({ entry }) => entry.orderId === order.id)?.entry
