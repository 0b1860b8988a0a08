import type { Order, OrderList, PlaceOrder } from '@nowait/contract/order'
import { Problem, type ProblemCode } from '@nowait/contract/problem'
import { findProduct } from '../catalogue.ts'
import { answer, type BffHandlers, type Mock, pageOf } from '../context.ts'
import type { Db } from '../db.ts'
import { orderNumber } from '../fixtures.ts'
import { newOrder } from '../order-book.ts'
import { plan, requestCancel, reserve } from '../simulation.ts'

/** Postal codes that make placing an order fail, so that anybody can see it happen. */
export const failingPostalCodes: Record<string, ProblemCode> = {
  '00409': 'IDEMPOTENCY_KEY_RUNNING',
  '00429': 'RATE_LIMITED',
  '00500': 'INTERNAL',
  '00503': 'SERVICE_UNAVAILABLE',
}

type Orders = Pick<BffHandlers, 'placeOrder' | 'listOrders' | 'cancelOrder' | 'getLastShipTo'>

export function orders(mock: Mock): Orders {
  return {
    placeOrder: (input) =>
      answer(mock, input, 'order', (db, memberId) => {
        const failure = failingPostalCodes[input.body.shipTo.postalCode]
        if (failure) throw new Problem(failure, { retryAfterMs: 5000 })
        const key = `${memberId} ${input.headers['idempotency-key']}`
        const body = JSON.stringify(input.body)
        const known = db.keys[key]
        if (known && known.body !== body) throw new Problem('IDEMPOTENCY_KEY_REUSED')
        if (known) return findOrder(db, memberId, known.orderId)
        const order = draft(db, input.body, mock.now())
        db.orders.push({ memberId, order })
        db.keys[key] = { body, orderId: order.id }
        const scene = { db, memberId, order, at: mock.now(), pace: input.caller.knobs.pace }
        // The stock answers at once or, when it is in trouble, after the order has been accepted.
        if (input.caller.knobs.upstreams.product.kind === 'ready') reserve(scene)
        else plan(scene, 'reserve', scene.pace * 2)
        return order
      }),
    listOrders: (input) =>
      answer(mock, input, 'order', (db, memberId) => listOrders(db, memberId, input.query), noOrders),
    cancelOrder: (input) =>
      answer(mock, input, 'order', (db, memberId) => {
        const order = findOrder(db, memberId, input.params.id)
        if (order.status === 'cancelling' || order.status === 'cancelled') return order
        if (!order.cancellable) throw new Problem('ORDER_NOT_CANCELLABLE', { about: order.id })
        requestCancel({ db, memberId, order, at: mock.now(), pace: input.caller.knobs.pace })
        return order
      }),
    getLastShipTo: (input) =>
      answer(mock, input, 'order', (db, memberId) => ({
        shipTo: ordersOf(db, memberId)[0]?.shipTo ?? null,
      })),
  }
}

export const noOrders: OrderList = { items: [], next: null, counts: {} }

export function listOrders(db: Db, memberId: string, query: { cursor?: string; size: number }): OrderList {
  const mine = ordersOf(db, memberId)
  const counts: OrderList['counts'] = {}
  for (const { status } of mine) counts[status] = (counts[status] ?? 0) + 1
  const { items, next } = pageOf(mine, query)
  return { items: items.map(summary), next, counts }
}

export function findOrder(db: Db, memberId: string, id: string): Order {
  const row = db.orders.find((one) => one.memberId === memberId && one.order.id === id)
  if (!row) throw new Problem('ORDER_NOT_FOUND', { about: id })
  return row.order
}

const ordersOf = (db: Db, memberId: string): Order[] =>
  db.orders
    .filter((row) => row.memberId === memberId)
    .map(({ order }) => order)
    .toReversed()

function summary({ id, number, status, placedAt, items, total, cancellable, version }: Order) {
  return { id, number, status, placedAt, items, total, cancellable, version }
}

function draft(db: Db, { items, shipTo, expectedTotal }: PlaceOrder, now: number): Order {
  const number = orderNumber(db.orders.length + 1, now)
  const lines = items.map(({ productId, quantity }) => {
    const { name, picture, price } = findProduct(db, productId)
    return { productId, name, picture, price, quantity }
  })
  const order = newOrder({ id: crypto.randomUUID(), number, items: lines, shipTo }, now)
  if (expectedTotal !== undefined && expectedTotal !== order.total) throw new Problem('PRICE_CHANGED')
  return order
}
