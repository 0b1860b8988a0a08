import type { Position } from '../events/offsets.ts'
import { partitions } from '../events/partition-of.ts'
import type { Sql } from '../session.ts'
import type { Place } from './reader.ts'

/** Where a group stands in one partition of one source. */
export interface Standing extends Place {
  /** The newest event of the log that is done, over whatever transport it came: what is not newer is known. */
  position: number
}

/** Begins at the start of every topic that the group does not know yet. */
export async function ensureTopicOffsets(sql: Sql, group: string, sources: string[]): Promise<void> {
  await sql`
    insert into consumer_offset (consumer_group, transport, source, partition)
    select ${group}, 'kafka', source, partition
    from unnest(${sources}::text[]) as source, generate_series(0, ${partitions - 1}::int) as partition
    on conflict do nothing`
}

/** Where the group stands in those partitions of its sources. */
export async function readStandings(
  sql: Sql,
  { group, sources, partitions }: { group: string; sources: string[]; partitions: number[] },
): Promise<Standing[]> {
  return sql<Standing[]>`
    select source, partition, topic.position as offset, log.position
    from consumer_offset as topic
    join consumer_offset as log using (consumer_group, source, partition)
    where consumer_group = ${group} and source = any(${sources}::text[]) and partition = any(${partitions}::smallint[])
      and topic.transport = 'kafka' and log.transport = 'postgres'`
}

/** How many messages of a topic the group has yet to read, up to the given end of each partition. */
export async function countBehind(sql: Sql, group: string, source: string, goal: number[]): Promise<number> {
  const [row] = await sql<[{ behind: number }]>`
    select coalesce(sum(greatest(0, goal.until - coalesce(reached.position, 0))), 0)::bigint as behind
    from unnest(${goal}::bigint[]) with ordinality as goal (until, nth)
    left join consumer_offset as reached on reached.partition = goal.nth - 1
      and reached.consumer_group = ${group} and reached.transport = 'kafka' and reached.source = ${source}`
  return row.behind
}

/** The aggregates whose later events have to wait behind a parked one. */
export async function readBlocked(sql: Sql, group: string, source: string): Promise<Set<string>> {
  const rows = await sql<{ aggregate: string }[]>`
    select distinct aggregate from parked_event where consumer_group = ${group} and source = ${source}`
  return new Set(rows.map(({ aggregate }) => aggregate))
}

/** Goes back in a partition of a topic: what is known there is told by the numbers of its events. */
export async function moveBackInTopic(
  sql: Sql,
  { group, source, partition }: Position,
  offset: number,
): Promise<void> {
  await sql`
    update consumer_offset set position = ${offset}
    where consumer_group = ${group} and transport = 'kafka' and source = ${source} and partition = ${partition}`
}
