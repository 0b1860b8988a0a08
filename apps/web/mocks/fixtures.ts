/** What is in the tables when the shop opens, for each persona. */
import { demoMember, demoOperator } from '@nowait/contract/demo'
import type { Order, OrderStatus, ShipTo } from '@nowait/contract/order'
import type { Shipment } from '@nowait/contract/shipping'
import { goods } from './catalogue.ts'
import type { Db, Happening } from './db.ts'
import type { Persona } from './knobs.ts'
import { notify } from './notify.ts'
import {
  accrue,
  iso,
  moveShipment,
  moveTo,
  newOrder,
  newShipment,
  promisedPoints,
  seoulDay,
} from './order-book.ts'
import { seedRebuild } from './rebuild.ts'
import { seedWorkshops } from './workshop.ts'

const hour = 3600_000
const day = 24 * hour

/** An id that is the same in every seed. */
export const seedId = (kind: number, n: number) =>
  `0199c000-000${kind}-7000-8000-${n.toString(16).padStart(12, '0')}`

export const memberIds = { demo: seedId(1, 1), operator: seedId(1, 2), neighbour: seedId(1, 3) }

const home: ShipTo = {
  name: demoMember.name,
  phone: '010-2345-6789',
  postalCode: '04038',
  address: '서울 마포구 양화로 45, 3층',
}

export function seed(persona: Persona, now: number): Db {
  const db: Db = {
    persona,
    seededAt: now,
    members: [
      { id: memberIds.demo, ...demoMember, role: 'member' },
      { id: memberIds.operator, ...demoOperator, role: 'operator' },
      {
        id: memberIds.neighbour,
        email: 'neighbour@nowait.shop',
        password: 'nowait-next',
        name: '이웃',
        role: 'member',
      },
    ],
    session: null,
    shelf: {},
    orders: [],
    shipments: [],
    points: [],
    notifications: [],
    keys: {},
    pushes: [],
    live: [],
    due: [],
    workshops: seedWorkshops(now),
    rebuild: seedRebuild(now),
  }
  if (persona !== 'visitor')
    openSession(db, persona === 'operator' ? memberIds.operator : memberIds.demo, now)
  if (persona !== 'empty') history(db, now)
  if (persona === 'heavy') manyOrders(db, now)
  const yesterday = iso(now - day)
  for (const { notification } of db.notifications)
    if (notification.at < yesterday) notification.readAt = yesterday
  return db
}

export function openSession(db: Db, memberId: string, now: number): void {
  db.session = { memberId, expiresAt: iso(now + 14 * day) }
}

type Lines = [slug: string, quantity: number][]

interface Past {
  memberId?: string
  ago: number
  lines: Lines
  /** How far it came. */
  status: OrderStatus
  parcel?: Shipment['state']
}

function history(db: Db, now: number): void {
  const past: Past[] = [
    {
      ago: 61 * day,
      lines: [
        ['round-teapot', 1],
        ['low-latte-cup', 2],
      ],
      status: 'delivered',
    },
    { ago: 34 * day, lines: [['over-ear-headphones', 1]], status: 'delivered' },
    { ago: 20 * day, lines: [['olive-tree', 2]], status: 'rejected' },
    {
      ago: 12 * day,
      lines: [
        ['linen-notebook', 3],
        ['fountain-pen', 1],
      ],
      status: 'delivered',
    },
    { ago: 8 * day, lines: [['canvas-tote', 1]], status: 'cancelled' },
    {
      ago: 30 * hour,
      lines: [
        ['mushroom-lamp', 1],
        ['pocket-notebook', 4],
      ],
      status: 'shipped',
      parcel: 'in-transit',
    },
    { ago: 5 * hour, lines: [['monstera', 1]], status: 'preparing' },
    {
      ago: 8 * 60_000,
      lines: [
        ['gooseneck-kettle', 1],
        ['dawn-mug', 2],
      ],
      status: 'awaiting-stock',
    },
    { memberId: memberIds.neighbour, ago: 3 * day, lines: [['daypack', 1]], status: 'delivered' },
  ]
  past.forEach((order, n) => addPast(db, n + 1, order, now))
  addLogins(db, now)
}

function manyOrders(db: Db, now: number): void {
  const slugs = [
    'dawn-mug',
    'canvas-tote',
    'linen-notebook',
    'monstera',
    'wireless-earbuds',
    'task-desk-lamp',
  ]
  for (let n = 1; n <= 60; n++) {
    const status = n % 9 === 0 ? 'cancelled' : 'delivered'
    const lines: Lines = [[slugs[n % 6]!, 1 + (n % 3)]]
    if (n % 4 === 0) lines.push([slugs[(n + 1) % 6]!, 1])
    addPast(db, 100 + n, { ago: (64 + n * 5) * day, lines, status }, now)
  }
  db.orders.sort((a, b) => (a.order.placedAt < b.order.placedAt ? -1 : 1))
}

// Each status is reached by going through those before it, so that history, parcel, points and notices agree.
function addPast(db: Db, n: number, past: Past, now: number): void {
  const memberId = past.memberId ?? memberIds.demo
  const at = now - past.ago
  const order = newOrder(
    { id: seedId(2, n), number: orderNumber(n, at), items: past.lines.map(toItem), shipTo: home },
    at,
  )
  db.orders.push({ memberId, order })
  if (past.status === 'awaiting-stock') return
  if (past.status === 'rejected') {
    moveTo(order, 'rejected', at + 900)
    order.reason = 'OUT_OF_STOCK'
    return notify(db, memberId, 'order-rejected', order, at + 900)
  }
  const shipment = confirm(db, memberId, order, at + 300, n)
  if (past.status === 'cancelled') return cancel(db, memberId, order, shipment, at + 0.3 * hour)
  if (past.status === 'preparing') return goOn(db, order, 'picked-up', now)
  send(db, memberId, order, shipment, at + 0.8 * day)
  if (past.status === 'shipped') return goOn(db, order, 'out-for-delivery', now)
  deliver(db, memberId, order, shipment, at + 1.9 * day)
}

function confirm(db: Db, memberId: string, order: Order, at: number, n: number): Shipment {
  moveTo(order, 'confirmed', at)
  notify(db, memberId, 'order-confirmed', order, at)
  db.points.push({ memberId, entry: promisedPoints(order, seedId(3, n), at) })
  const shipment = newShipment(order, at + 60_000)
  db.shipments.push({ memberId, shipment })
  moveTo(order, 'preparing', at + 60_000)
  return shipment
}

// Long enough for a page to be looked at as it is.
function goOn(db: Db, order: Order, what: Happening, now: number): void {
  db.due.push({ at: now + hour, orderId: order.id, what })
}

function cancel(db: Db, memberId: string, order: Order, shipment: Shipment, at: number): void {
  moveTo(order, 'cancelling', at)
  moveShipment(shipment, 'stopped', at + 2000)
  moveTo(order, 'cancelled', at + 2100)
  db.points.at(-1)!.entry.state = 'revoked'
  notify(db, memberId, 'order-cancelled', order, at + 2100)
}

function send(db: Db, memberId: string, order: Order, shipment: Shipment, at: number): void {
  moveShipment(shipment, 'picked-up', at)
  moveTo(order, 'shipped', at)
  moveShipment(shipment, 'in-transit', at + 4 * hour)
  notify(db, memberId, 'order-shipped', order, at)
}

function deliver(db: Db, memberId: string, order: Order, shipment: Shipment, at: number): void {
  moveShipment(shipment, 'out-for-delivery', at - 4 * hour)
  moveShipment(shipment, 'delivered', at)
  moveTo(order, 'delivered', at)
  accrue(db.points.at(-1)!.entry, at)
  notify(db, memberId, 'order-delivered', order, at)
  notify(db, memberId, 'points-accrued', order, at + 1000)
}

function addLogins(db: Db, now: number): void {
  const days = [350, 341, 12, 3, 1]
  days.forEach((ago, n) => {
    const at = now - ago * day
    const welcome = n === 0
    db.points.push({
      memberId: memberIds.demo,
      entry: {
        id: seedId(4, n),
        reference: welcome ? 'welcome:member' : `login:${seoulDay(at)}`,
        reason: welcome ? 'welcome' : 'login',
        state: 'accrued',
        points: welcome ? 1000 : 100,
        orderId: null,
        at: iso(at),
        expiresOn: seoulDay(at + 365 * day),
      },
    })
  })
}

function toItem([slug, quantity]: Lines[number]) {
  const { id, name, picture, price } = goods(slug)
  return { productId: id, name, picture, price, quantity }
}

export function orderNumber(n: number, at: number): string {
  return `${seoulDay(at).replaceAll('-', '')}-${String(n).padStart(6, '0')}`
}
