import { createHash, randomUUIDv7 } from 'node:crypto'
import type { Database, Tx } from '@nowait/chassis/database'
import type { Log } from '@nowait/chassis/log'
import type { PlaceOrder } from '@nowait/contract/order'
import { Problem } from '@nowait/contract/problem'
import { Raw } from '@nowait/contract/raw'
import type { StockClient } from './clients.ts'
import type { OrderDispatch } from './integrations.ts'
import { reserveStockLater } from './jobs.ts'
import { answerOf, type Order, place } from './order.ts'
import { price } from './pricing.ts'
import { settleStock } from './settle-stock.ts'
import {
  claimKey,
  findOrder,
  insertOrder,
  keepAnswer,
  type KeptKey,
  type KeyOf,
  knownProducts,
  nextNumber,
} from './store.ts'

export interface Placing {
  database: Database
  dispatch: OrderDispatch
  stock: StockClient
  log: Log
}

export interface PlaceRequest {
  memberId: string
  /** Idempotency key of the request. */
  key: string
  body: PlaceOrder
}

/** A first request that has not answered after this long, ms, has died: several times what it can take. */
const runningMs = 5_000

/**
 * Places an order: one transaction for the fact and for the job that finishes it should this process not get there, a
 * short call to product, one for what came of it. A repeated request gets the first one's answer, byte for byte.
 */
export async function placeOrder(
  { database, dispatch, stock, log }: Placing,
  request: PlaceRequest,
): Promise<Raw> {
  const key: KeyOf = { memberId: request.memberId, endpoint: 'placeOrder', key: request.key }
  const accepted = await database.transaction((tx) => accept(tx, key, request))
  if (accepted instanceof Raw) return accepted
  // Not aborted when the customer leaves: the order stands, and its answer waits under the key.
  const answer = await stock.reserve(accepted)
  if (answer.state === 'unknown')
    log.warn({ err: answer.error, orderId: accepted.id }, 'stock is not reserved yet')
  const settle = await settleStock(dispatch, accepted, answer)
  return database.transaction(async (tx) => keep(tx, key, await settle(tx)))
}

async function accept(tx: Tx, key: KeyOf, { body, memberId }: PlaceRequest): Promise<Order | Raw> {
  const id = randomUUIDv7()
  const hash = createHash('sha256').update(JSON.stringify(body)).digest()
  const kept = await claimKey(tx, key, { hash, orderId: id, runningMs })
  if (kept !== 'claimed') return repeat(tx, key, kept, hash)
  // Refusals below roll the key back: nothing has happened under it, so it may be used again.
  const [products, next] = await Promise.all([
    knownProducts(
      tx,
      body.items.map(({ productId }) => productId),
    ),
    nextNumber(tx),
  ])
  const pricing = price(body, products)
  if (!pricing.ok) throw refusal(pricing)
  const { seq, number, placedAt } = next
  const { items, total, points } = pricing
  const placed = place({ id, number, memberId, placedAt, items, total, points, shipTo: body.shipTo })
  await Promise.all([insertOrder(tx, seq, placed), reserveStockLater(tx, id)])
  return placed.order
}

function refusal(pricing: Extract<ReturnType<typeof price>, { ok: false }>): Problem {
  switch (pricing.problem) {
    case 'PRODUCT_NOT_FOUND':
      return new Problem('PRODUCT_NOT_FOUND', { about: pricing.about })
    case 'PRICE_CHANGED':
      return new Problem('PRICE_CHANGED', { detail: `The total is now ${pricing.total} won` })
    case 'TOTAL_TOO_HIGH':
      return new Problem('INVALID_REQUEST', { detail: 'One order can cost at most 1,000,000,000 won' })
  }
}

async function repeat(tx: Tx, key: KeyOf, kept: KeptKey, hash: Buffer): Promise<Raw> {
  if (!kept.requestHash.equals(hash)) throw new Problem('IDEMPOTENCY_KEY_REUSED')
  if (kept.answer) return raw(kept.answer)
  const order = await findOrder(tx, kept.orderId)
  if (!order) throw new Error(`Order ${kept.orderId} of a kept key does not exist`)
  // The first request may have died after its first transaction; then the order's row knows the answer.
  if (!kept.abandoned && order.state.status === 'awaiting-stock')
    throw new Problem('IDEMPOTENCY_KEY_RUNNING', { retryAfterMs: 1_000 })
  return keep(tx, key, order)
}

const keep = async (tx: Tx, key: KeyOf, order: Order): Promise<Raw> =>
  raw(await keepAnswer(tx, key, { status: 201, body: JSON.stringify(answerOf(order)) }))

const raw = ({ status, body }: { status: number; body: string }): Raw =>
  new Raw(new TextEncoder().encode(body), { status })
