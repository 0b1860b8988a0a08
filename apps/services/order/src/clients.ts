import { createUpstream, type Upstream, type UpstreamOptions } from '@nowait/chassis/call'
import { CallError } from '@nowait/chassis/call-error'
import type { Outward } from '@nowait/chassis/guard/outward'
import { readConfig, serviceToken, serviceUrl } from '@nowait/chassis/config'
import { ClientProblem, createClient } from '@nowait/contract/client'
import { idempotencyHeader } from '@nowait/contract/headers'
import { type pointApi, PointEntry } from '@nowait/contract/point'
import { pointRoutes } from '@nowait/contract/point.routes'
import { type productApi, Reservation } from '@nowait/contract/product'
import { productRoutes } from '@nowait/contract/product.routes'
import { type pushApi, PushResult } from '@nowait/contract/push'
import { pushRoutes } from '@nowait/contract/push.routes'
import { z } from 'zod'
import type { Order } from './order.ts'
import type { RejectReason } from './order-state.ts'
import { outward } from './plans.ts'

/** What product said about the pieces of an order. `unknown`: nothing that counts, and asking again is safe. */
export type StockAnswer =
  /** Until `until`, ms of this process's monotonic clock: an order confirmed later would count on pieces of others. */
  | { state: 'reserved'; until: number }
  | { state: 'refused'; reason: RejectReason }
  | { state: 'unknown'; error: unknown }

export interface StockClient {
  /** Reserves all pieces of an order or none. The order's id makes it safe to repeat. */
  reserve(
    order: Pick<Order, 'id' | 'items' | 'memberId'>,
    how?: { signal?: AbortSignal; deadlineMs?: number },
  ): Promise<StockAnswer>
}

/** A connection to a service. */
export interface Opened {
  /** ms for which asking is pointless. */
  restMs(): number
  close(): Promise<void>
}

export interface PointsClient {
  /** Promises the points of an order, or puts them into the balance; a promise already made is kept, not doubled. */
  accrue(request: PointsRequest & { points: number; state: 'pending' | 'accrued' }): Promise<void>
  /** Takes back what an order brought. */
  revoke(request: PointsRequest): Promise<void>
}

export interface PointsRequest {
  /** Idempotency key. */
  key: string
  memberId: string
  orderId: string
  signal: AbortSignal
}

export interface PushClient {
  /** Tells the member's browsers that an order is cancelled, once each for a key. */
  cancelled(push: CancelledPush): Promise<PushResult>
}

export interface CancelledPush {
  /** Idempotency key. */
  key: string
  memberId: string
  orderId: string
  /** The printed number of the order. */
  number: string
  signal: AbortSignal
}

interface Address {
  url: string
  /** Credential of the service that is called. */
  token: string
}

/** Connects to the product service, for customers or for jobs; nothing is sent before the first call. */
export function openStock(
  address: Address & Pick<UpstreamOptions, 'onChange'>,
  { guard, plan }: Outward = outward.stock,
): StockClient & Opened {
  const product = createUpstream({ name: 'product', ...address, plan, shownAs: guard })
  return { ...stockClient(product), ...opened(product) }
}

/** Connects to the point service; nothing is sent before the first call. */
export function openPoints(address: Address): PointsClient & Opened {
  const { guard, plan } = outward.points
  const point = createUpstream({ name: 'point', ...address, plan, shownAs: guard })
  return { ...pointsClient(point), ...opened(point) }
}

/** Connects to the push service; nothing is sent before the first call. */
export function openPush(address: Address): PushClient & Opened {
  const { guard, plan } = outward.push
  const push = createUpstream({ name: 'push', ...address, plan, shownAs: guard })
  return { ...pushClient(push), ...opened(push) }
}

const opened = (upstream: Upstream): Opened => ({
  restMs: () => upstream.guard?.restMs() ?? 0,
  close: () => upstream.close(),
})

/** Where the targets of integrations find the services they call. */
export const targetConfig = {
  POINT_URL: serviceUrl,
  POINT_TOKEN: serviceToken,
  PUSH_URL: serviceUrl,
  PUSH_TOKEN: serviceToken,
}

// Targets also run in worker threads, which have the environment and nothing else of this process.
const readTargets = () => readConfig(z.object(targetConfig))
const keptPoints = kept(openPoints)
const keptPush = kept(openPush)

/** The point service for targets; opened on first use, in each thread. */
export function pointsOfTargets(): PointsClient & Opened {
  const { POINT_URL: url, POINT_TOKEN: token } = readTargets()
  return keptPoints({ url, token })
}

/** The push service for targets; opened on first use, in each thread. */
export function pushOfTargets(): PushClient & Opened {
  const { PUSH_URL: url, PUSH_TOKEN: token } = readTargets()
  return keptPush({ url, token })
}

function kept<T>(open: (address: Address) => T): (address: Address) => T {
  const clients = new Map<string, T>()
  return (address) => {
    const client = clients.get(address.url) ?? open(address)
    clients.set(address.url, client)
    return client
  }
}

function stockClient(product: Upstream): StockClient {
  return {
    async reserve({ id: orderId, items, memberId }, { deadlineMs, signal } = {}) {
      const send = product.send({ member: memberId, deadlineMs, idempotent: true })
      const client = createClient<typeof productApi>(productRoutes, send)
      const lines = items.map(({ productId, quantity }) => ({ productId, quantity }))
      const askedAt = performance.now()
      try {
        const answer = await client.reserveStock({ params: { orderId }, body: { items: lines }, signal })
        const reservation = understood(Reservation, answer, product)
        if (reservation.orderId !== orderId) throw new CallError('UPSTREAM_INVALID', product.name)
        // Released: this order has already ended and its pieces are back on the shelf.
        if (reservation.state === 'released') return refused('OUT_OF_STOCK')
        return { state: 'reserved', until: askedAt + reservation.heldMs }
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
    createClient<typeof pointApi>(pointRoutes, point.send({ member, idempotent: true }))
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

const pushTtlSeconds = 24 * 3_600

function pushClient(push: Upstream): PushClient {
  return {
    async cancelled({ key, memberId, orderId, number, signal }) {
      const send = push.send({ member: memberId, idempotent: true })
      const answer = await createClient<typeof pushApi>(pushRoutes, send).sendPush({
        headers: { [idempotencyHeader]: key },
        body: {
          kind: 'order-cancelled',
          orderId,
          orderNumber: number,
          // Whatever is said next of this order takes the place of what was not delivered yet.
          topic: orderId.replaceAll('-', ''),
          ttlSeconds: pushTtlSeconds,
        },
        signal,
      })
      return understood(PushResult, answer, push)
    },
  }
}

// The typed client trusts what it is sent; before money or stock depends on an answer it is read by its schema.
function understood<S extends z.ZodType>(schema: S, answer: unknown, upstream: Upstream): z.output<S> {
  const read = schema.safeParse(answer)
  if (!read.success) throw new CallError('UPSTREAM_INVALID', upstream.name)
  return read.data
}
