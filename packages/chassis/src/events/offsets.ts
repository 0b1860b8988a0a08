import type { EventOf } from '@nowait/contract/events'
import type { Sql } from '../session.ts'
import { partitions } from './partition-of.ts'

/**
 * Two positions of a group in a partition: under this name the newest event of the log that is done, over whatever
 * transport it came, which is the fence; under `kafka` the next message of the topic.
 */
const transport = 'postgres'

export interface Position {
  group: string
  source: string
  partition: number
}

/** An event of a source's log, with what its group knows about it. */
export interface Pending {
  source: string
  /** Where the group stands in this partition. */
  position: number
  /** An earlier event of the aggregate is parked. */
  blocked: boolean
  event: EventOf
  /** Where to go on in the topic behind it, when it came from one. */
  offset?: number
}

/** Somebody else has moved the group on: whoever finds out has to undo what it did. */
export class Superseded extends Error {
  constructor(what: string) {
    super(`${what} was taken over by another process`)
    this.name = 'Superseded'
  }
}

/** Begins at the start of every source that the group does not know yet. */
export async function ensureOffsets(sql: Sql, group: string, sources: string[]): Promise<void> {
  await sql`
    insert into consumer_offset (consumer_group, transport, source, partition)
    select ${group}, ${transport}, source, partition
    from unnest(${sources}::text[]) as source, generate_series(0, ${partitions - 1}::int) as partition
    on conflict do nothing`
}

/** The next events of some partitions of one source, in order. Without data where the type is not wanted. */
export async function fetchPending(
  sql: Sql,
  {
    group,
    source,
    partitions,
    types,
    size,
  }: { group: string; source: string; partitions: number[]; types: string[]; size: number },
): Promise<Pending[]> {
  const rows = await sql<(Omit<EventOf, 'at'> & { at: Date; position: number; blocked: boolean })[]>`
    select reached.position, next.*
    from consumer_offset as reached
    cross join lateral (
      select seq, id, topic, partition, aggregate, version, type, at,
        case when type = any(${types}::text[]) then data end as data,
        exists (
          select from parked_event as parked
          where parked.consumer_group = ${group} and parked.source = ${source}
            and parked.aggregate = logged.aggregate
        ) as blocked
      from ${sql(source)}.event_log as logged
      where ${beyond(sql)}
      order by ${place(sql, 'logged', 'seq')}
      limit ${size}
    ) as next
    where reached.consumer_group = ${group} and reached.transport = ${transport} and reached.source = ${source}
      and reached.partition = any(${partitions}::smallint[])
    order by next.seq`
  return rows.map(({ position, blocked, at, ...event }) => ({
    source,
    position,
    blocked,
    event: { ...event, at: at.toISOString() } as EventOf,
  }))
}

/**
 * Moves a group on, in the transaction of what it did, and in the topic to `offset` when given. @throws Superseded when
 * it no longer stands at `from`.
 */
export async function moveOffset(
  sql: Sql,
  { group, source, partition }: Position,
  { from, to, offset }: { from: number; to: number; offset?: number },
): Promise<void> {
  const inLog = sql`
    update consumer_offset set position = ${to}
    where consumer_group = ${group} and transport = ${transport} and source = ${source}
      and partition = ${partition} and position = ${from}`
  // One statement for both: a group that reads a topic moves with each event.
  const { count } =
    offset === undefined
      ? await inLog
      : await sql`
          with moved as (${inLog} returning partition)
          update consumer_offset as topic set position = greatest(topic.position, ${offset}) from moved
          where topic.consumer_group = ${group} and topic.transport = 'kafka' and topic.source = ${source}
            and topic.partition = moved.partition`
  if (count !== 1) throw new Superseded(`Partition ${partition} of ${source} for ${group}`)
}

export interface Move {
  source: string
  partition: number
  from: number
  to: number
  /** Where to go on in the topic, when it came from one. */
  offset?: number
}

/** Moves a group on in several partitions at once. @throws Superseded when it no longer stands where a move begins. */
export async function moveOffsets(sql: Sql, group: string, moves: Move[]): Promise<void> {
  const given = (some: Move[]) => sql`
    json_to_recordset(${JSON.stringify(some)}::text::json)
      as move (source text, partition smallint, "from" bigint, "to" bigint, "offset" bigint)`
  const { count } = await sql`
    update consumer_offset as reached set position = move.to from ${given(moves)}
    where reached.consumer_group = ${group} and reached.transport = ${transport} and reached.source = move.source
      and reached.partition = move.partition and reached.position = move.from`
  if (count !== moves.length) throw new Superseded(`One of ${moves.length} partitions for ${group}`)
  const inTopics = moves.filter(({ offset }) => offset !== undefined)
  if (inTopics.length > 0)
    await sql`
      update consumer_offset as reached set position = greatest(reached.position, move.offset)
      from ${given(inTopics)}
      where reached.consumer_group = ${group} and reached.transport = 'kafka' and reached.source = move.source
        and reached.partition = move.partition`
}

/** Moves a group on in a topic, never back: its position in the log is the fence. */
export async function moveTopicOffset(
  sql: Sql,
  { group, source, partition }: Position,
  offset: number,
): Promise<void> {
  await sql`
    update consumer_offset set position = greatest(position, ${offset})
    where consumer_group = ${group} and transport = 'kafka' and source = ${source} and partition = ${partition}`
}

/** How many events of a source wait for the group, up to `upTo` when given. */
export async function countLag(sql: Sql, group: string, source: string, upTo?: number): Promise<number> {
  const [row] = await sql<[{ lag: number }]>`
    select coalesce(sum(waiting.events), 0)::bigint as lag
    from consumer_offset as reached
    cross join lateral (
      select count(*) as events from ${sql(source)}.event_log as logged
      where ${beyond(sql)} ${upTo === undefined ? sql`` : sql`and logged.seq <= ${upTo}`}
    ) as waiting
    where reached.consumer_group = ${group} and reached.transport = ${transport} and reached.source = ${source}`
  return row.lag
}

/** Whether the log of a source is in this database. */
export async function hasLog(sql: Sql, source: string): Promise<boolean> {
  const [row] = await sql<[{ has: boolean }]>`
    select to_regclass(format('%I.event_log', ${source}::text)) is not null as has`
  return row.has
}

/** The newest number of a source's log. */
export async function newestSeq(sql: Sql, source: string): Promise<number> {
  const [row] = await sql<[{ newest: number }]>`
    select coalesce(max(seq), 0) as newest from ${sql(source)}.event_log`
  return row.newest
}

/**
 * Lets a group read a source again from behind `position` (0: everything), in the transaction that empties what it had
 * built. What is parked from there on comes again by itself.
 */
export async function replay(
  sql: Sql,
  { group, source, position = 0 }: { group: string; source: string; position?: number },
): Promise<void> {
  await ensureOffsets(sql, group, [source])
  await sql`
    update consumer_offset set position = case transport when ${transport} then ${position}::bigint else 0 end
    where consumer_group = ${group} and source = ${source}`
  await sql`
    delete from parked_event
    where consumer_group = ${group} and source = ${source} and seq > ${position}`
}

/** As the index of the log has it: partition and number in one. */
const place = (sql: Sql, row: 'logged' | 'reached', number: 'seq' | 'position') =>
  sql`(${sql(row)}.partition::bigint << 48) + ${sql(row)}.${sql(number)}`

/** Of `logged`, the events of the partition of `reached` that the group has not reached. */
export const beyond = (sql: Sql) => sql`
  ${place(sql, 'logged', 'seq')} > ${place(sql, 'reached', 'position')}
  and ${place(sql, 'logged', 'seq')} < (reached.partition + 1)::bigint << 48`
