import type { Sql, Tx } from '@nowait/chassis/database'
import { publish } from '@nowait/chassis/events/publish'
import type { OrderStatus, ShipTo } from '@nowait/contract/order'
import type { Order, OrderEvent, Outcome } from './order.ts'
import type { OrderState, Progress, RejectReason } from './order-state.ts'
import type { KnownProduct } from './pricing.ts'

type Reader = Sql | Tx

interface OrderRow extends Omit<Order, 'state' | 'placedAt'> {
  status: OrderStatus
  cancelFrom: Progress
  cancelReached: Progress
  reason: RejectReason
  placedAt: Date
}

const columns = (sql: Reader) => sql`
  id, number, member_id as "memberId", status, cancel_from as "cancelFrom", cancel_reached as "cancelReached", reason,
  version, placed_at as "placedAt", total, points, items, ship_to as "shipTo", history`

export async function findOrder(sql: Reader, id: string): Promise<Order | undefined> {
  const [row] = await sql<OrderRow[]>`select ${columns(sql)} from orders where id = ${id}`
  return row && orderOf(row)
}

export async function findOrderOf(sql: Reader, memberId: string, id: string): Promise<Order | undefined> {
  const order = await findOrder(sql, id)
  return order?.memberId === memberId ? order : undefined
}

/** Keeps others off the order until the transaction ends; `at` is the database's time at that moment. */
export async function lockOrder(tx: Tx, id: string): Promise<{ order: Order; at: string } | undefined> {
  const [row] = await tx<(OrderRow & { at: Date })[]>`
    select ${columns(tx)}, clock_timestamp() as at from orders where id = ${id} for update`
  return row && { order: orderOf(row), at: row.at.toISOString() }
}

/** The number and time of the next order: its day is the one in Seoul. */
export async function nextNumber(tx: Tx): Promise<{ seq: number; number: string; placedAt: string }> {
  const [row] = await tx<{ seq: number; number: string; placedAt: Date }[]>`
    select seq, placed_at as "placedAt",
      to_char(placed_at at time zone 'Asia/Seoul', 'YYYYMMDD') || '-' || lpad(seq::text, greatest(6, length(seq::text)), '0')
        as number
    from (select nextval('order_number') as seq, clock_timestamp() as placed_at) as next`
  return { ...row!, placedAt: row!.placedAt.toISOString() }
}

/** Writes an order that has just begun, with its event. */
export async function insertOrder(tx: Tx, seq: number, { order, events }: Outcome): Promise<void> {
  const { id, number, memberId, placedAt, total, points, items, shipTo, history, version, state } = order
  const inserted = tx`
    insert into orders (id, seq, number, member_id, status, version, placed_at, total, points, items, ship_to, history)
    values (${id}, ${seq}, ${number}, ${memberId}, ${state.status}, ${version}, ${placedAt}, ${total}, ${points},
      ${tx.json(items)}, ${tx.json(shipTo)}, ${tx.json(history)})`
  await Promise.all([inserted, publishAll(tx, events)])
}

/** Writes what a command has changed, with its events. The order has to be locked. */
export async function updateOrder(tx: Tx, { order, events }: Outcome): Promise<void> {
  const { state } = order
  const { from, reached } = state.status === 'cancelling' ? state : { from: null, reached: null }
  const reason = state.status === 'rejected' ? state.reason : null
  const updated = tx`
    update orders set status = ${state.status}, cancel_from = ${from}, cancel_reached = ${reached}, reason = ${reason},
      version = ${order.version}, history = ${tx.json(order.history)}
    where id = ${order.id}`
  await Promise.all([updated, publishAll(tx, events)])
}

async function publishAll(tx: Tx, events: OrderEvent[]): Promise<void> {
  for (const event of events) await publish(tx, event)
}

/** One page of a member's orders, newest first, those before `before`. `next` is the `before` of the page after it. */
export async function listOrders(
  sql: Reader,
  of: { memberId: string; before: number | undefined; size: number },
): Promise<{ items: Order[]; next: number | null }> {
  const rows = await sql<(OrderRow & { seq: number })[]>`
    select ${columns(sql)}, seq from orders
    where member_id = ${of.memberId} ${of.before === undefined ? sql`` : sql`and seq < ${of.before}`}
    order by seq desc limit ${of.size + 1}`
  const page = rows.slice(0, of.size)
  return { items: page.map(orderOf), next: rows.length > of.size ? page.at(-1)!.seq : null }
}

export async function countByStatus(
  sql: Reader,
  memberId: string,
): Promise<Partial<Record<OrderStatus, number>>> {
  const rows = await sql<{ status: OrderStatus; count: number }[]>`
    select status, count(*)::int as count from orders where member_id = ${memberId} group by status`
  return Object.fromEntries(rows.map(({ status, count }) => [status, count]))
}

export async function lastShipTo(sql: Reader, memberId: string): Promise<ShipTo | null> {
  const [row] = await sql<{ shipTo: ShipTo }[]>`
    select ship_to as "shipTo" from orders where member_id = ${memberId} order by seq desc limit 1`
  return row?.shipTo ?? null
}

/** Who used a key for what: an idempotency key counts for one member and one endpoint. */
export interface KeyOf {
  memberId: string
  endpoint: string
  key: string
}

export interface KeptKey {
  orderId: string
  requestHash: Buffer
  answer: { status: number; body: string } | undefined
  /** Its first request can no longer be running. */
  abandoned: boolean
}

/**
 * Takes a key for an order, or gives what is kept under it, locked until the transaction ends. Keys are forgotten after
 * 48 hours. A request longer ago than `runningMs` without an answer has died.
 */
export async function claimKey(
  tx: Tx,
  { memberId, endpoint, key }: KeyOf,
  request: { hash: Buffer; orderId: string; runningMs: number },
): Promise<KeptKey | 'claimed'> {
  const claimed = await tx`
    insert into idempotency_key as kept (member_id, endpoint, key, request_hash, order_id)
    values (${memberId}, ${endpoint}, ${key}, ${request.hash}, ${request.orderId})
    on conflict (member_id, endpoint, key) do update
      set request_hash = excluded.request_hash, order_id = excluded.order_id, answer_status = null, answer_body = null,
        created_at = now()
      where kept.created_at < now() - interval '48 hours'
    returning 1`
  if (claimed.length > 0) return 'claimed'
  const [row] = await tx<(Omit<KeptKey, 'answer'> & { status: number | null; body: string })[]>`
    select order_id as "orderId", request_hash as "requestHash", answer_status as status, answer_body as body,
      created_at < now() - make_interval(secs => ${request.runningMs / 1000}) as abandoned
    from idempotency_key where (member_id, endpoint, key) = (${memberId}, ${endpoint}, ${key})`
  const { status, body, ...kept } = row!
  return { ...kept, answer: status === null ? undefined : { status, body } }
}

/** Keeps the answer of a key; the first one counts, and is what comes back. */
export async function keepAnswer(
  tx: Tx,
  { memberId, endpoint, key }: KeyOf,
  answer: { status: number; body: string },
): Promise<{ status: number; body: string }> {
  const [row] = await tx<{ status: number; body: string }[]>`
    update idempotency_key
    set answer_status = coalesce(answer_status, ${answer.status}), answer_body = coalesce(answer_body, ${answer.body})
    where (member_id, endpoint, key) = (${memberId}, ${endpoint}, ${key})
    returning answer_status as status, answer_body as body`
  return row ?? answer
}

/** Forgets a batch of keys older than 48 hours; says how many. */
export async function forgetKeys(sql: Reader, batch: number): Promise<number> {
  const { count } = await sql`
    delete from idempotency_key where (member_id, endpoint, key) in (
      select member_id, endpoint, key from idempotency_key
      where created_at < now() - interval '48 hours' order by created_at limit ${batch})`
  return count
}

export async function knownProducts(sql: Reader, ids: string[]): Promise<KnownProduct[]> {
  return sql<
    KnownProduct[]
  >`select id, name, picture, price from known_product where id = any(${ids}::uuid[])`
}

export async function learnProduct(
  tx: Tx,
  version: number,
  { id, name, picture, price }: KnownProduct,
): Promise<void> {
  await tx`
    insert into known_product (id, version, name, picture, price)
    values (${id}, ${version}, ${tx.json(name)}, ${picture}, ${price})
    on conflict (id) do nothing`
}

/** Applies a price if it is the next thing to know about the product. Throws when something before it is missing. */
export async function learnPrice(tx: Tx, id: string, version: number, price: number): Promise<void> {
  const [row] = await tx<{ version: number }[]>`select version from known_product where id = ${id} for update`
  if (!row || row.version < version - 1)
    throw new Error(`Product ${id}: event ${version} came, but ${row?.version ?? 0} is the last one known`)
  if (row.version >= version) return
  await tx`update known_product set price = ${price}, version = ${version} where id = ${id}`
}

interface OrderPoints {
  orderId: string
  memberId: string
  points: number
}

const pointsAggregate = (orderId: string) => `points:${orderId}`

/** Records and publishes that points were requested; once an order. */
export async function recordPoints(tx: Tx, { orderId, memberId, points }: OrderPoints): Promise<void> {
  const recorded = await tx`
    insert into order_points (order_id, member_id, points, state, version)
    values (${orderId}, ${memberId}, ${points}, 'pending', 1)
    on conflict (order_id) do nothing returning 1`
  if (recorded.length === 0) return
  const data = { orderId, memberId, points }
  await publish(tx, { type: 'points.requested', aggregate: pointsAggregate(orderId), version: 1, data })
}

/** Records and publishes what became of requested points; nothing happens when it already did, or none were requested. */
export async function settlePoints(tx: Tx, orderId: string, state: 'accrued' | 'revoked'): Promise<void> {
  const [row] = await tx<(OrderPoints & { version: number })[]>`
    update order_points set state = ${state}, version = version + 1 where order_id = ${orderId} and state = 'pending'
    returning member_id as "memberId", points, version`
  if (!row) return
  const data = { orderId, memberId: row.memberId, points: row.points }
  await publish(tx, {
    type: `points.${state}`,
    aggregate: pointsAggregate(orderId),
    version: row.version,
    data,
  })
}

function orderOf({ status, cancelFrom, cancelReached, reason, placedAt, ...row }: OrderRow): Order {
  return { ...row, placedAt: placedAt.toISOString(), state: stateOf() }

  function stateOf(): OrderState {
    if (status === 'cancelling') return { status, from: cancelFrom, reached: cancelReached }
    return status === 'rejected' ? { status, reason } : { status }
  }
}
