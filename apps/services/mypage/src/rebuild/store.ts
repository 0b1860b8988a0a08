import type { Sql, Tx } from '@nowait/chassis/database'
import type { EventOf } from '@nowait/contract/events'

type Reader = Sql | Tx

/** A copy that is being made, and how far it has come with each log. */
export interface Copy {
  generation: number
  positions: Map<string, number>
  /** Events read so far, and those that were in the logs when it began. */
  events: number
  total: number
}

/** The copy that an earlier run has left unfinished, if it was made by the same code. */
export async function findUnfinished(sql: Reader, madeBy: number): Promise<Copy | undefined> {
  const [row] = await sql<{ generation: number; events: number; total: number }[]>`
    select generation, events, total from rebuild where state = 'reading' and made_by = ${madeBy}`
  if (!row) return undefined
  const rows = await sql<{ source: string; position: number }[]>`
    select source, position from rebuild_position where generation = ${row.generation}`
  return { ...row, positions: new Map(rows.map(({ source, position }) => [source, position])) }
}

/** Begins a copy of which nothing is there yet. */
export async function beginCopy(tx: Tx, madeBy: number, sources: string[]): Promise<Copy> {
  const newest = await Promise.all(sources.map((source) => newestOf(tx, source)))
  const total = newest.reduce((sum, one) => sum + one, 0)
  const [{ generation }] = await tx<[{ generation: number }]>`
    insert into rebuild as last (generation, made_by, state, total)
    select generation + 1, ${madeBy}, 'reading', ${total} from projection
    on conflict (only_row) do update set generation = greatest(last.generation + 1, excluded.generation),
      made_by = excluded.made_by, state = excluded.state, started_at = now(), changed_at = now(), events = 0,
      total = excluded.total, differences = null
    returning generation`
  await tx`
    insert into rebuild_position (generation, source) select ${generation}, unnest(${sources}::text[])`
  return { generation, positions: new Map(sources.map((source) => [source, 0])), events: 0, total }
}

async function newestOf(sql: Reader, source: string): Promise<number> {
  const [row] = await sql<[{ newest: number }]>`
    select coalesce(max(seq), 0) as newest from ${sql(source)}.event_log`
  return row.newest
}

/** The next events of a log, of every type. */
export async function readLog(sql: Reader, source: string, after: number, limit: number): Promise<EventOf[]> {
  const rows = await sql<(Omit<EventOf, 'at'> & { at: Date })[]>`
    select seq, id, topic, partition, aggregate, version, type, at, data
    from ${sql(source)}.event_log where seq > ${after} order by seq limit ${limit}`
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }) as EventOf)
}

/** Remembers how far a copy has come, in the transaction of what was read. */
export async function moveCopy(
  tx: Tx,
  generation: number,
  moved: { source: string; to: number; events: number },
): Promise<void> {
  await tx`
    update rebuild_position set position = ${moved.to}
    where generation = ${generation} and source = ${moved.source}`
  await tx`
    update rebuild set events = events + ${moved.events}, changed_at = now() where generation = ${generation}`
}

/** Members of a copy in the order of their ids. */
export async function listMembers(
  sql: Reader,
  generation: number,
  after: string,
  limit: number,
): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select distinct member_id as id from fact
    where generation = ${generation} and member_id > ${after} order by member_id limit ${limit}`
  return rows.map(({ id }) => id)
}

/** Which copy is read, and since when. */
export async function readLive(
  sql: Reader,
): Promise<{ at: string; live: { madeBy: number; since: string } }> {
  const [row] = await sql<[{ at: Date; madeBy: number; since: Date }]>`
    select now() as at, made_by as "madeBy", switched_at as since from projection`
  return { at: row.at.toISOString(), live: { madeBy: row.madeBy, since: row.since.toISOString() } }
}

/** Members of the live copy. */
export async function countPages(sql: Reader): Promise<number> {
  const [row] = await sql<[{ pages: number }]>`
    select count(*)::int as pages from page where generation = (select generation from projection)`
  return row.pages
}

/** Where rendering goes on after an interruption. */
export async function lastRendered(sql: Reader, generation: number): Promise<string> {
  const [row] = await sql<[{ id: string | null }]>`
    select max(member_id::text) as id from page where generation = ${generation}`
  return row.id ?? '00000000-0000-0000-0000-000000000000'
}

/**
 * Members, in the order of their ids, whose pages of two copies are not the same, or that of the first is still to be made;
 * and where the next look begins.
 */
export async function listDifferent(
  sql: Reader,
  [a, b]: readonly [number, number],
  after: string,
  limit: number,
): Promise<{ members: string[]; count: number; last: string | undefined }> {
  const rows = await sql<{ id: string; differs: boolean }[]>`
    with looked as (
      select distinct member_id from (
        (select member_id from page where generation = ${a} and member_id > ${after} order by member_id limit ${limit})
        union all
        (select member_id from page where generation = ${b} and member_id > ${after} order by member_id limit ${limit})
      ) as either order by member_id limit ${limit}
    )
    select looked.member_id as id, one.etag is distinct from other.etag or one.day is null as differs
    from looked
    left join page as one on one.generation = ${a} and one.member_id = looked.member_id
    left join page as other on other.generation = ${b} and other.member_id = looked.member_id
    order by looked.member_id`
  const members = rows.filter(({ differs }) => differs).map(({ id }) => id)
  return { members, count: rows.length, last: rows.at(-1)?.id }
}

/** From now on the copy is what is read and kept up to date. */
export async function switchTo(
  tx: Tx,
  generation: number,
  madeBy: number,
  differences: number,
): Promise<void> {
  await tx`update projection set generation = ${generation}, made_by = ${madeBy}, switched_at = now()`
  await tx`
    update rebuild set state = 'switched', differences = ${differences}, changed_at = now()
    where generation = ${generation}`
}

/** Gives a copy up. */
export async function giveUp(sql: Reader, generation: number, differences: number): Promise<void> {
  await sql`
    update rebuild set state = 'given-up', differences = ${differences}, changed_at = now()
    where generation = ${generation}`
}

/** Removes a batch of what belongs to neither the live copy nor one that is being made; says how many rows. */
export async function removeOld(sql: Reader, batch: number): Promise<number> {
  const isKept = sql`
    generation in (select generation from projection union select generation from rebuild where state = 'reading')`
  const facts = await sql`
    delete from fact where ctid = any(array(select ctid from fact where not (${isKept}) limit ${batch}))`
  const pages = await sql`
    delete from page where ctid = any(array(select ctid from page where not (${isKept}) limit ${batch}))`
  await sql`delete from rebuild_position where not (${isKept})`
  return facts.count + pages.count
}

/** Facts of a copy whose events are not all in the logs any more. */
export async function countHoles(sql: Reader, generation: number): Promise<number> {
  const [row] = await sql<[{ holes: number }]>`
    select count(*)::int as holes from fact where generation = ${generation} and waiting is not null`
  return row.holes
}
