import type { Sql, Tx } from '@nowait/chassis/database'
import type { PointsAccount } from '@nowait/contract/point'
import type { Position } from './cursor.ts'
import type { Clock, Entry } from './point.ts'

type Reader = Sql | Tx

const columns = (sql: Reader) => sql`
  id, reference, state, reason, points, order_id as "orderId", at, expires_on::text as "expiresOn"`

const seoulToday = (sql: Reader) => sql`(now() at time zone 'Asia/Seoul')::date`

/** The time of the database, and its day in Seoul. */
export async function readClock(sql: Reader): Promise<Clock> {
  const [row] = await sql<{ at: Date; today: string }[]>`
    select now() as at, ${seoulToday(sql)}::text as today`
  return { at: row!.at.toISOString(), today: row!.today }
}

/** What a member can spend, is promised, and loses within 30 days. */
export async function readBalance(
  sql: Reader,
  memberId: string,
): Promise<Pick<PointsAccount, 'balance' | 'pending' | 'expiring'>> {
  const [sums] = await sql<{ balance: number; pending: number }[]>`
    select
      coalesce(sum(points) filter (where state = 'accrued' and expires_on > ${seoulToday(sql)}), 0)::int as balance,
      coalesce(sum(points) filter (where state = 'pending'), 0)::int as pending
    from point_entry where member_id = ${memberId}`
  const expiring = await sql<PointsAccount['expiring']>`
    select sum(points)::int as points, expires_on::text as "on"
    from point_entry
    where member_id = ${memberId} and state = 'accrued'
      and expires_on > ${seoulToday(sql)} and expires_on <= ${seoulToday(sql)} + 30
    group by expires_on order by expires_on`
  return { ...sums!, expiring }
}

/** The ledger below `after`, newest first. Entries whose accrual has not come yet are not part of it. */
export async function listEntries(
  sql: Reader,
  of: { memberId: string; after: Position | undefined; size: number },
): Promise<{ items: Entry[]; next: Position | null }> {
  const below = of.after ? sql`and (at, id) < (${of.after.at}::timestamptz, ${of.after.id}::uuid)` : sql``
  const rows = await sql<Row[]>`
    select ${columns(sql)} from point_entry
    where member_id = ${of.memberId} and points is not null ${below}
    order by at desc, id desc limit ${of.size + 1}`
  const items = rows.slice(0, of.size).map(entryOf)
  return { items, next: rows.length > of.size ? items.at(-1)! : null }
}

/** The entry of a reference, once its accrual has come. */
export async function findEntryOf(
  sql: Reader,
  memberId: string,
  reference: string,
): Promise<Entry | undefined> {
  const [row] = await sql<Row[]>`
    select ${columns(sql)} from point_entry
    where member_id = ${memberId} and reference = ${reference} and points is not null`
  return row && entryOf(row)
}

/** What is known of a reference. Nobody else writes it until the transaction ends, also when nothing is known yet. */
export async function lockReference(tx: Tx, memberId: string, reference: string): Promise<Entry | undefined> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${`${memberId} ${reference}`}, 0))`
  const [row] = await tx<Row[]>`
    select ${columns(tx)} from point_entry where member_id = ${memberId} and reference = ${reference}`
  return row && entryOf(row)
}

/** Writes the entry of a reference, which has to be locked. */
export async function saveEntry(tx: Tx, memberId: string, saved: Entry): Promise<void> {
  const { id, reference, state, reason, points, orderId, at, expiresOn } = saved
  await tx`
    insert into point_entry (id, member_id, reference, state, reason, points, order_id, at, expires_on)
    values (${id}, ${memberId}, ${reference}, ${state}, ${reason}, ${points}, ${orderId}, ${at}, ${expiresOn})
    on conflict (member_id, reference) do update set state = excluded.state, reason = excluded.reason,
      points = excluded.points, order_id = excluded.order_id, at = excluded.at, expires_on = excluded.expires_on`
}

/** Who used a key for what: an idempotency key counts for one member and one endpoint. */
export interface KeyOf {
  memberId: string
  endpoint: string
  key: string
}

/** Takes a key, or gives what was answered under it. Waits for a transaction that holds it. */
export async function claimKey(
  tx: Tx,
  { memberId, endpoint, key }: KeyOf,
  hash: Buffer,
): Promise<{ requestHash: Buffer; answer: unknown } | 'claimed'> {
  const claimed = await tx`
    insert into idempotency_key (member_id, endpoint, key, request_hash)
    values (${memberId}, ${endpoint}, ${key}, ${hash}) on conflict do nothing returning 1`
  if (claimed.length > 0) return 'claimed'
  const [row] = await tx<{ requestHash: Buffer; answer: unknown }[]>`
    select request_hash as "requestHash", answer from idempotency_key
    where (member_id, endpoint, key) = (${memberId}, ${endpoint}, ${key})`
  return row!
}

/** Keeps the answer of a key that this transaction has taken. */
export async function keepAnswer(tx: Tx, { memberId, endpoint, key }: KeyOf, answer: object): Promise<void> {
  await tx`
    update idempotency_key set answer = ${JSON.stringify(answer)}::text::json
    where (member_id, endpoint, key) = (${memberId}, ${endpoint}, ${key})`
}

type Row = Omit<Entry, 'at'> & { at: Date }

const entryOf = (row: Row): Entry => ({ ...row, at: row.at.toISOString() })
