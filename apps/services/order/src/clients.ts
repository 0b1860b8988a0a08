import { createUpstream, type Upstream } from '@nowait/chassis/call'
import { CallError } from '@nowait/chassis/call-error'
import { ClientProblem, createClient } from '@nowait/contract/client'
import { idempotencyHeader } from '@nowait/contract/headers'
import { type pointApi, PointEntry } from '@nowait/contract/point'
import { pointRoutes } from '@nowait/contract/point.routes'
import { type productApi, Reservation } from '@nowait/contract/product'
import { productRoutes } from '@nowait/contract/product.routes'
import type { z } from 'zod'
import type { Order } from './order.ts'
import type { RejectReason } from './order-state.ts'

/** Every outward call: how long it may take, ms, and what holds when that was not enough. */
export const plans = {
  /** The customer waits. Late: the order stays awaiting-stock and goes on by the subscription to order.placed. */
  reserveWhilePlacing: { deadlineMs: 300 },
  /** Only a partition waits. Late: the event is tried again. */
  reserveAfterwards: { deadlineMs: 2_000 },
  points: { deadlineMs: 2_000 },
} as const

/** What product said about the pieces of an order. `unknown`: nothing that counts, and asking again is safe. */
export type StockAnswer =
  | { state: 'reserved' }
  | { state: 'refused'; reason: RejectReason }
  | { state: 'unknown'; error: unknown }

export interface StockClient {
  /** Reserves all pieces of an order or none. The order's id makes it safe to repeat. */
  reserve(
    order: Pick<Order, 'id' | 'items'>,
    plan: { deadlineMs: number; signal?: AbortSignal },
  ): Promise<StockAnswer>
}

export interface PointsClient {
  /** Promises the points of an order, or puts them into the balance; a promise already made is kept, not doubled. */
  accrue(request: PointsRequest & { points: number; state: 'pending' | 'accrued' }): Promise<void>
  /** Takes back what an order brought. */
  revoke(request: PointsRequest): Promise<void>
}

export interface PointsRequest {
  /** Idempotency key: the id of the event that asks for it. */
  key: string
  memberId: string
  orderId: string
  signal: AbortSignal
}

export interface Clients {
  stock: StockClient
  points: PointsClient
  close(): Promise<void>
}

interface Address {
  url: string
  /** Credential of the service that is called. */
  token: string
}

/** Connects to the services this one calls; nothing is sent before the first call. */
export function openClients(services: { product: Address; point: Address }): Clients {
  const product = createUpstream({ name: 'product', ...services.product })
  const point = createUpstream({ name: 'point', ...services.point })
  return {
    stock: stockClient(product),
    points: pointsClient(point),
    close: async () => void (await Promise.all([product.close(), point.close()])),
  }
}

function stockClient(product: Upstream): StockClient {
  return {
    async reserve({ id: orderId, items }, { deadlineMs, signal }) {
      const client = createClient<typeof productApi>(productRoutes, product.send({ deadlineMs }))
      const lines = items.map(({ productId, quantity }) => ({ productId, quantity }))
      try {
        const answer = await client.reserveStock({ params: { orderId }, body: { items: lines }, signal })
        const reservation = understood(Reservation, answer, product)
        if (reservation.orderId !== orderId) throw new CallError('UPSTREAM_INVALID', product.name)
        // Released: this order has already ended and its pieces are back on the shelf.
        return reservation.state === 'reserved' ? { state: 'reserved' } : refused('OUT_OF_STOCK')
      } catch (error) {
        const code = error instanceof ClientProblem ? error.code : undefined
        return code === 'OUT_OF_STOCK' || code === 'PRODUCT_NOT_FOUND'
          ? refused(code)
          : { state: 'unknown', error }
      }
    },
  }
}

const refused = (reason: RejectReason): StockAnswer => ({ state: 'refused', reason })

function pointsClient(point: Upstream): PointsClient {
  const clientOf = (member: string) =>
    createClient<typeof pointApi>(pointRoutes, point.send({ member, ...plans.points }))
  return {
    async accrue({ key, memberId, orderId, points, state, signal }) {
      const answer = await clientOf(memberId).accruePoints({
        headers: { [idempotencyHeader]: key },
        body: { reference: `order:${orderId}`, reason: 'purchase', points, state, orderId },
        signal,
      })
      understood(PointEntry, answer, point)
    },
    async revoke({ key, memberId, orderId, signal }) {
      await clientOf(memberId).revokePoints({
        headers: { [idempotencyHeader]: key },
        body: { reference: `order:${orderId}` },
        signal,
      })
    },
  }
}

// The typed client trusts what it is sent; before money or stock depends on an answer it is read by its schema.
function understood<S extends z.ZodType>(schema: S, answer: unknown, upstream: Upstream): z.output<S> {
  const read = schema.safeParse(answer)
  if (!read.success) throw new CallError('UPSTREAM_INVALID', upstream.name)
  return read.data
}
