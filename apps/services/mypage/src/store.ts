import type { Sql, Tx } from '@nowait/chassis/database'
import type { EventOf } from '@nowait/contract/events'
import type { OrderStatus } from '@nowait/contract/order'
import type { Written } from '@nowait/contract/mypage'
import { daysAfter } from './day.ts'
import { days, type Selection, shown, type Shown } from './document.ts'
import { type Fact, keyOf } from './page.ts'

type Reader = Sql | Tx

/** Told after each commit that changed a page: the member, or `*` when all may have. */
export const changedChannel = 'mypage_changed'

export interface Projection {
  generation: number
  /** The version of the code that has made it. */
  madeBy: number
  /** The day in Seoul. */
  today: string
}

/** Which copy is the live one. */
export async function readProjection(sql: Reader): Promise<Projection> {
  const [row] = await projectionQuery(sql)
  return row
}

const projectionQuery = (sql: Reader) => sql<[Projection]>`
  select generation, made_by as "madeBy", (now() at time zone 'Asia/Seoul')::date::text as today from projection`

// Whoever applies an event shares it, whoever switches to another copy has it alone.
const switchLock = (sql: Reader) => sql`hashtextextended('mypage switch ' || current_schema(), 0)`

/** Keeps everybody from applying events until the transaction ends. */
export async function stopProjection(tx: Tx): Promise<Projection> {
  await tx`select pg_advisory_xact_lock(${switchLock(tx)})`
  return readProjection(tx)
}

export interface KeptPage {
  version: number
  etag: string
  lines: string
  /** Made before the last event, or on another day. */
  isOld: boolean
  generation: number
  madeBy: number
}

/** A member's page of the live copy, in one indexed read. A member of whom no event has told has an empty one. */
export async function findPage(sql: Reader, memberId: string): Promise<KeptPage> {
  const [row] = await sql<[KeptPage]>`
    select projection.generation, made_by as "madeBy", coalesce(version, 0)::bigint as version,
      coalesce(etag, '') as etag, coalesce(lines, '') as lines,
      ${isOldNow(sql)} as "isOld"
    from projection
    left join page on page.generation = projection.generation and member_id = ${memberId}`
  return row
}

/**
 * The live copy, which stays that until the transaction ends. Others are kept off the pages of these members as long, and
 * the next who looks at one makes it anew.
 */
export async function openPages(tx: Tx, members: string[]): Promise<Projection> {
  // Sent at once and done in this order; without `execute` the order would be that in which they are waited for.
  const locked = tx`select pg_advisory_xact_lock_shared(${switchLock(tx)})`.execute()
  // In one order, or two writers would wait for each other. A row that is marked already is locked and not written.
  const marked = tx`
    insert into page as kept (generation, member_id)
    select generation, member from projection, unnest(${members}::uuid[]) as member order by member
    on conflict (generation, member_id) do update set day = null where kept.day is not null`.execute()
  const projection = projectionQuery(tx).execute()
  await Promise.all([locked, marked, projection])
  return (await projection)[0]
}

/** The live copy, and whether the page of a member is still to be made; others are kept off both, as in `openPages`. */
export async function openPage(
  tx: Tx,
  memberId: string,
): Promise<{ projection: Projection; isOld: boolean }> {
  const live = tx`(select generation from projection)`
  const steps = [
    tx`select pg_advisory_xact_lock_shared(${switchLock(tx)})`.execute(),
    tx`insert into page (generation, member_id) values (${live}, ${memberId}) on conflict do nothing`.execute(),
  ]
  const page = tx<[{ isOld: boolean }]>`
    select ${isOldNow(tx)} as "isOld" from page where generation = ${live} and member_id = ${memberId}
    for update`.execute()
  const projection = projectionQuery(tx).execute()
  await Promise.all([...steps, page, projection])
  return { projection: (await projection)[0], isOld: (await page)[0].isOld }
}

/** An event has come since it was made, or another day has begun. */
const isOldNow = (sql: Reader) => sql`day is distinct from (now() at time zone 'Asia/Seoul')::date`

/** Pages as they are sent from now on. Their bytes count: the same again is not another version. */
export async function savePages(
  sql: Reader,
  { generation, today }: { generation: number; today: string },
  pages: { memberId: string; etag: string; lines: string }[],
): Promise<void> {
  await sql`
    insert into page as kept (generation, member_id, version, etag, lines, day)
    select ${generation}, made."memberId", 1, made.etag, made.lines, ${today}::date
    from json_to_recordset(${JSON.stringify(pages)}::text::json) as made ("memberId" uuid, etag text, lines text)
    on conflict (generation, member_id) do update set
      version = kept.version + (kept.etag <> excluded.etag)::int,
      etag = excluded.etag, lines = excluded.lines, day = excluded.day`
}

/** Tells every process of this service whose pages have changed, once the transaction is committed. */
export async function announce(tx: Reader, ...members: string[]): Promise<void> {
  await tx`select pg_notify(${changedChannel}, member) from unnest(${members}::text[]) as member`
}

/** A fact as the database has it. */
export interface FactRow extends Omit<Fact, 'waiting'> {
  waiting: EventOf[] | null
}

/** The facts of these keys, as far as they are known. */
export const findFacts = async (
  sql: Reader,
  generation: number,
  keys: string[],
): Promise<Map<string, Fact>> =>
  byKey(
    await sql<FactRow[]>`
      select kind, id, member_id as "memberId", version, state, sort, amount, until::text, body, waiting
      from fact where generation = ${generation} and (kind, id) in (
        select split_part(key, ' ', 1), split_part(key, ' ', 2) from unnest(${keys}::text[]) as key
      )`,
  )

export const byKey = (rows: readonly FactRow[]): Map<string, Fact> =>
  new Map(rows.map((row) => [keyOf(row), { ...row, waiting: row.waiting ?? [] }]))

/** Writes facts as they are from now on. */
export async function saveFacts(sql: Reader, generation: number, facts: Fact[]): Promise<void> {
  const rows = facts.map((fact) => ({ ...fact, waiting: fact.waiting.length > 0 ? fact.waiting : null }))
  await sql`
    insert into fact (generation, kind, id, member_id, version, state, sort, amount, until, body, waiting)
    select ${generation}, kind, id, "memberId", version, state, sort, amount, until, body, waiting
    from json_to_recordset(${JSON.stringify(rows)}::text::json) as given (
      kind text, id text, "memberId" uuid, version int, state text, sort text, amount int, until date, body json,
      waiting json
    )
    on conflict (generation, kind, id) do update set version = excluded.version, state = excluded.state,
      sort = excluded.sort, amount = excluded.amount, until = excluded.until, body = excluded.body,
      waiting = excluded.waiting`.execute()
}

type SelectionRow = Omit<Selection, 'expiring' | 'counts'> & {
  memberId: string
  counts: Selection['counts'] | null
  expiring: Selection['expiring'] | null
}

/** What the pages of these members show on a day. */
export async function selectFacts(
  sql: Reader,
  { generation, today }: { generation: number; today: string },
  members: string[],
): Promise<Map<string, Selection>> {
  const of = (kind: string) => sql`
    fact.generation = ${generation} and fact.member_id = member.id and fact.kind = ${kind} and fact.version > 0`
  const columns = sql`fact.id, fact.version, fact.state, fact.sort, fact.amount, fact.until::text, fact.body`
  const newest = (kind: string, limit: number) => sql`(
    select coalesce(json_agg(chosen), '[]') from (
      select ${columns} from fact where ${of(kind)} order by fact.sort desc limit ${limit}
    ) as chosen)`
  const isValid = sql`fact.state = 'accrued' and fact.until > ${today}::date`
  const rows = await sql<SelectionRow[]>`
    select member.id as "memberId",
      (select json_object_agg(state, orders) from (
        select fact.state, count(*)::int as orders from fact where ${of('order')} group by fact.state
      ) as counted) as counts,
      ${newest('order', shown.orders + 1)} as orders,
      (select coalesce(json_agg(chosen), '[]') from (
        select ${columns} from fact
        where ${of('parcel')} and fact.state <> 'stopped' and fact.sort > ${daysAfter(today, -days.parcels)}
        order by fact.sort desc limit ${shown.parcels}
      ) as chosen) as parcels,
      sums.balance, sums.pending,
      (select json_agg(chosen) from (
        select sum(fact.amount)::int as points, fact.until::text as "on" from fact
        where ${of('entry')} and ${isValid} and fact.until <= ${daysAfter(today, days.expiring)}::date
        group by fact.until order by fact.until
      ) as chosen) as expiring,
      ${newest('entry', shown.entries + 1)} as entries,
      (select count(*)::int from fact where ${of('notice')} and fact.state = 'unread') as unread,
      (select coalesce(json_agg(chosen), '[]') from (
        select ${columns}, coalesce(orders.body ->> 'number', '') as "orderNumber"
        from fact
        left join fact as orders on orders.generation = ${generation} and orders.kind = 'order'
          and orders.id = fact.body ->> 'orderId' and orders.version > 0
        where ${of('notice')} order by fact.sort desc limit ${shown.notices + 1}
      ) as chosen) as notices
    from unnest(${members}::uuid[]) as member (id)
    cross join lateral (
      select coalesce(sum(fact.amount) filter (where ${isValid}), 0)::int as balance,
        coalesce(sum(fact.amount) filter (where fact.state = 'pending'), 0)::int as pending
      from fact where ${of('entry')}
    ) as sums`
  return new Map(
    rows.map(({ memberId, ...row }) => [
      memberId,
      { ...row, counts: row.counts ?? {}, expiring: row.expiring ?? [] },
    ]),
  )
}

/** One page of a member's facts of a kind below `before`, newest first, and one more when there are more. */
export async function listFacts(
  sql: Reader,
  of: { memberId: string; kind: 'order' | 'entry'; before: string | undefined; size: number },
): Promise<Shown[]> {
  return sql<Shown[]>`
    select id, version, state, sort, amount, until::text, body from fact join projection using (generation)
    where member_id = ${of.memberId} and kind = ${of.kind} and version > 0
      ${of.before === undefined ? sql`` : sql`and sort < ${of.before}`}
    order by sort desc limit ${of.size + 1}`
}

export async function countOrders(
  sql: Reader,
  memberId: string,
): Promise<Partial<Record<OrderStatus, number>>> {
  const rows = await sql<{ state: OrderStatus; orders: number }[]>`
    select state, count(*)::int as orders from fact join projection using (generation)
    where member_id = ${memberId} and kind = 'order' and version > 0 group by state`
  return Object.fromEntries(rows.map(({ state, orders }) => [state, orders]))
}

/** Whether all that a member has written has come to the live copy. */
export async function hasReached(sql: Reader, memberId: string, written: Written[]): Promise<boolean> {
  const [row] = await sql<[{ missing: number }]>`
    select count(*)::int as missing
    from json_to_recordset(${JSON.stringify(written)}::text::json) as wrote (kind text, id text, version int)
    where not exists (
      select from fact join projection using (generation)
      where fact.kind = wrote.kind and fact.id = wrote.id and fact.member_id = ${memberId}
        and fact.version >= wrote.version
    )`
  return row.missing === 0
}
