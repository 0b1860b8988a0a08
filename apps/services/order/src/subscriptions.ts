import { setTimeout as pause } from 'node:timers/promises'
import type { Database, Tx } from '@nowait/chassis/database'
import type { Retry } from '@nowait/chassis/events/deliver'
import type { Events } from '@nowait/chassis/events/start-events'
import type { Subscription } from '@nowait/chassis/events/subscribe'
import type { Log } from '@nowait/chassis/log'
import type { OrderStatus } from '@nowait/contract/order'
import type { DeliveryStep } from '@nowait/contract/shipping'
import { plans, type PointsClient, type StockClient } from './clients.ts'
import { handle } from './order.ts'
import type { OrderCommand } from './order-state.ts'
import { settleStock } from './place-order.ts'
import {
  findOrder,
  findPoints,
  learnPrice,
  learnProduct,
  lockOrder,
  recordPoints,
  settlePoints,
  updateOrder,
} from './store.ts'

interface Deps {
  events: Events
  database: Database
}

/**
 * For events that call another service. When it is away it is so for every event: each is parked at once instead of
 * keeping its partition waiting, and the next try is at most half a minute off.
 */
const whenAway: Retry = {
  attempts: 1,
  delayMs: (attempt) => Math.min(500 * 2 ** (attempt - 1), 30_000) * (0.75 + Math.random() / 2),
}

/** Keeps what an order needs to know of the catalogue to have a price. */
export function followCatalogue(events: Events): Subscription {
  return events.subscribe({
    group: 'order-catalogue',
    sources: ['product'],
    handlers: {
      'product.listed':
        ({ aggregate: id, version, data: { name, picture, price } }) =>
        (tx) =>
          learnProduct(tx, version, { id, name, picture, price }),
      'product.price-changed':
        ({ aggregate, version, data }) =>
        (tx) =>
          learnPrice(tx, aggregate, version, data.price),
    },
  })
}

/**
 * Resolves once the catalogue has been read to its present end: before that every product would look unknown. Waits for
 * a database that is away, but not for a product service that keeps its log elsewhere.
 */
export async function catalogueRead(catalogue: Subscription, log: Log, signal: AbortSignal): Promise<void> {
  for (;;) {
    try {
      return await catalogue.caughtUp(signal)
    } catch (error) {
      if (signal.aborted) return
      if (isMissingTable(error))
        return log.warn('this database has no event log of product: nothing can be priced until it has')
      await pause(500, undefined, { signal }).catch(() => undefined)
    }
  }
}

const isMissingTable = (error: unknown) => error instanceof Error && 'code' in error && error.code === '42P01'

/** While a request may still be at it, asking product too would only ask twice. The clocks may differ, so never longer. */
function requestsTurn(placedAt: string): number {
  const turnMs = plans.reserveWhilePlacing.deadlineMs + 200
  return Math.min(turnMs, Math.max(0, Date.parse(placedAt) + turnMs - Date.now()))
}

/** Finishes the orders whose request was left without an answer about their stock. Usually finds it done. */
export function finishStock({ events, database, stock }: Deps & { stock: StockClient }): Subscription {
  return events.subscribe({
    group: 'order-stock',
    sources: ['order'],
    retry: whenAway,
    handlers: {
      'order.placed': async ({ aggregate: id, at }, { signal }) => {
        await pause(requestsTurn(at), undefined, { signal })
        const order = await findOrder(database.sql, id)
        if (order?.state.status !== 'awaiting-stock') return
        const answer = await stock.reserve(order, { ...plans.reserveAfterwards, signal })
        if (answer.state === 'unknown') throw answer.error
        return async (tx) => void (await settleStock(tx, id, answer))
      },
    },
  })
}

/** Asks the point service for what an order brings. A group of its own: points must not wait for stock, nor stock for points. */
export function requestPoints({ events, database, points }: Deps & { points: PointsClient }): Subscription {
  return events.subscribe({
    group: 'order-points',
    sources: ['order'],
    retry: whenAway,
    handlers: {
      'order.confirmed': async ({ id: key, aggregate: orderId, data }, { signal }) => {
        if (data.points === 0) return
        const promise = { orderId, memberId: data.memberId, points: data.points }
        await points.accrue({ ...promise, key, state: 'pending', signal })
        return (tx) => recordPoints(tx, promise)
      },
      'order.delivered': async ({ id: key, aggregate: orderId, data }, { signal }) => {
        if (data.points === 0) return
        const promise = { orderId, memberId: data.memberId, points: data.points }
        await points.accrue({ ...promise, key, state: 'accrued', signal })
        return (tx) => settlePoints(tx, orderId, 'accrued')
      },
      'order.cancelled': async ({ id: key, aggregate: orderId, data }, { signal }) => {
        if (!(await findPoints(database.sql, orderId))) return
        await points.revoke({ orderId, memberId: data.memberId, key, signal })
        return (tx) => settlePoints(tx, orderId, 'revoked')
      },
    },
  })
}

// A carrier may leave out a step: whatever comes after the pick-up says that it has happened.
const statusAt = {
  preparing: 'preparing',
  'picked-up': 'shipped',
  'in-transit': 'shipped',
  'out-for-delivery': 'shipped',
  delivered: 'delivered',
} as const satisfies Record<DeliveryStep, OrderStatus>

/** Moves an order on with its parcel. */
export function followShipments(events: Events): Subscription {
  return events.subscribe({
    group: 'order-shipments',
    sources: ['shipping'],
    handlers: {
      'shipment.opened': ({ data }) => carryOut(data.orderId, { type: 'advance', to: 'preparing' }),
      'shipment.moved': ({ data: { orderId, step } }) =>
        carryOut(orderId, { type: 'advance', to: statusAt[step] }),
      'shipment.stopped': ({ data }) => carryOut(data.orderId, { type: 'stop' }),
      'shipment.refused': ({ data }) => carryOut(data.orderId, { type: 'refuse-cancel' }),
    },
  })
}

const carryOut = (orderId: string, command: OrderCommand) => async (tx: Tx) => {
  const locked = await lockOrder(tx, orderId)
  if (!locked) throw new Error(`There is a shipment for order ${orderId}, but no order`)
  const outcome = handle(locked.order, command, locked.at)
  // A state may change without an event: how far a parcel came while a cancellation is open.
  if (outcome.ok && outcome.order.state !== locked.order.state) await updateOrder(tx, outcome)
}
