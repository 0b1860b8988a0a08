import type { Position } from '../events/offsets.ts'
import { partitions } from '../events/partition-of.ts'
import type { Sql } from '../session.ts'

/** Where a group stands in one partition of one source. */
export interface Standing {
  partition: number
  /** The next message to read from the topic. */
  offset: number
  /** The newest event of the log that is done, over whatever transport it came: what is not newer is known. */
  position: number
}

/** Begins at the start of every topic that the group does not know yet. */
export async function ensureKafkaOffsets(sql: Sql, group: string, sources: string[]): Promise<void> {
  await sql`
    insert into consumer_offset (consumer_group, transport, source, partition)
    select ${group}, 'kafka', source, partition
    from unnest(${sources}::text[]) as source, generate_series(0, ${partitions - 1}::int) as partition
    on conflict do nothing`
}

/** Where the group stands in those partitions. */
export async function readStanding(
  sql: Sql,
  { group, source, owned }: { group: string; source: string; owned: number[] },
): Promise<Standing[]> {
  return sql<Standing[]>`
    select partition, kafka.position as offset, known.position
    from consumer_offset as kafka
    join consumer_offset as known using (consumer_group, source, partition)
    where consumer_group = ${group} and source = ${source} and partition = any(${owned}::smallint[])
      and kafka.transport = 'kafka' and known.transport = 'postgres'`
}

/** The aggregates whose later events have to wait behind a parked one. */
export async function readBlocked(sql: Sql, group: string, source: string): Promise<Set<string>> {
  const rows = await sql<{ aggregate: string }[]>`
    select distinct aggregate from parked_event where consumer_group = ${group} and source = ${source}`
  return new Set(rows.map(({ aggregate }) => aggregate))
}

/** Moves on in a topic, never back: the position of the log beside it is the fence. */
export async function moveKafkaOffset(
  sql: Sql,
  { group, source, partition }: Position,
  offset: number,
): Promise<void> {
  await sql`
    update consumer_offset set position = greatest(position, ${offset})
    where consumer_group = ${group} and transport = 'kafka' and source = ${source} and partition = ${partition}`
}

/** Reads the topic of a source from its beginning: it is not the one the offsets were counted in. */
export async function rewindKafkaOffsets(sql: Sql, group: string, source: string): Promise<void> {
  await sql`
    update consumer_offset set position = 0
    where consumer_group = ${group} and transport = 'kafka' and source = ${source}`
}
