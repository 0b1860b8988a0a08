import type { Sql } from '../session.ts'
import { beyond } from './offsets.ts'

/** How far a group of this schema has come with one of its sources. */
export interface GroupState {
  group: string
  source: string
  /** What carries the events to it: `postgres` or `kafka`. */
  transport: string
  /** Everything up to this number of the log is done, or set aside. */
  position: number
  /** The newest number of the log. */
  newest: number
  /** Events it has yet to look at, and the age of the oldest of them in seconds: 0 when there is none. */
  lag: number
  lagSeconds: number
  /** Events set aside because they kept failing, and those that wait behind them. */
  parked: number
  paused: boolean
}

/** Tells who reads, and over what. An operator may hold it back from then on. */
export async function registerGroup(sql: Sql, group: string, transport: string): Promise<void> {
  await sql`
    insert into consumer_group (consumer_group, transport) values (${group}, ${transport})
    on conflict (consumer_group) do update set transport = excluded.transport
    where consumer_group.transport <> excluded.transport`
}

/** Every group of this schema with each of its sources. A source whose log is in another database is left out: only Kafka knows it. */
export async function listGroups(sql: Sql): Promise<GroupState[]> {
  const read = await sql<{ group: string; source: string }[]>`
    select distinct consumer_group as group, source from consumer_offset
    where transport = 'postgres' and to_regclass(format('%I.event_log', source)) is not null
    order by 1, 2`
  return Promise.all(read.map(({ group, source }) => readState(sql, group, source)))
}

async function readState(sql: Sql, group: string, source: string): Promise<GroupState> {
  const log = sql`${sql(source)}.event_log`
  const [row] = await sql<[Omit<GroupState, 'group' | 'source'>]>`
    select coalesce(known.transport, 'postgres') as transport, coalesce(known.paused, false) as paused,
      coalesce(waiting.oldest - 1, newest.seq) as position, newest.seq as newest, waiting.events as lag,
      coalesce(greatest(0, extract(epoch from now() - waiting.since)), 0)::float8 as "lagSeconds",
      (select count(*) from parked_event where consumer_group = ${group} and source = ${source}) as parked
    from (select coalesce(max(seq), 0) as seq from ${log}) as newest
    cross join (
      select coalesce(sum(ahead.events), 0)::bigint as events, min(ahead.oldest) as oldest, min(ahead.since) as since
      from consumer_offset as reached
      cross join lateral (
        select count(*) as events, min(seq) as oldest, min(at) as since from ${log} as logged
        where ${beyond(sql)}
      ) as ahead
      where reached.consumer_group = ${group} and reached.transport = 'postgres' and reached.source = ${source}
    ) as waiting
    left join consumer_group as known on known.consumer_group = ${group}`
  return { group, source, ...row }
}

/** Whether an operator holds the group back. */
export async function isPaused(sql: Sql, group: string): Promise<boolean> {
  const rows = await sql`select from consumer_group where consumer_group = ${group} and paused`
  return rows.length > 0
}

/**
 * Holds a group back: within 2 s all its processes finish the event they are at and begin no other. Nothing is lost, its
 * lag grows. False when there is no such group.
 */
export const pauseGroup = (sql: Sql, { group, actor }: { group: string; actor: string }): Promise<boolean> =>
  setPaused(sql, { group, actor, paused: true })

/** Lets a group go on from where it was held back. False when there is no such group. */
export const resumeGroup = (sql: Sql, { group, actor }: { group: string; actor: string }): Promise<boolean> =>
  setPaused(sql, { group, actor, paused: false })

async function setPaused(
  sql: Sql,
  { group, actor, paused }: { group: string; actor: string; paused: boolean },
): Promise<boolean> {
  const [{ known }] = await sql<[{ known: boolean }]>`
    with changed as (
      update consumer_group set paused = ${paused}
      where consumer_group = ${group} and paused <> ${paused}
      returning consumer_group
    ), audited as (
      insert into operation_audit (actor, action, target, detail)
      select ${actor}, ${paused ? 'pause' : 'resume'}, consumer_group, '{}' from changed
    )
    select exists (select from consumer_group where consumer_group = ${group}) as known`
  return known
}
