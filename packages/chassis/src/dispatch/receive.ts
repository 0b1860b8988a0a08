import type { Database, Tx } from '../database.ts'
import { Superseded } from '../events/offsets.ts'
import { announceEnqueued } from '../jobs/enqueued.ts'
import type { Sql } from '../session.ts'
import { type Content, decode } from './message.ts'
import type { Range, Stored } from './read-topic.ts'

export interface Standing {
  partition: number
  /** The next message to read. */
  offset: number
}

/** Where the schema stands in those partitions of a topic, from the beginning of what it does not know yet. */
export async function readStandings(sql: Sql, topic: string, owned: number[]): Promise<Standing[]> {
  const rows = await sql<Standing[]>`
    select partition, position as offset from dispatch_offset
    where topic = ${topic} and partition = any(${owned}::smallint[])`
  const known = new Set(rows.map(({ partition }) => partition))
  const missing = owned.filter((partition) => !known.has(partition))
  if (missing.length === 0) return rows
  await sql`
    insert into dispatch_offset (topic, partition)
    select ${topic}, partition from unnest(${missing}::smallint[]) as partition
    on conflict do nothing`
  return readStandings(sql, topic, owned)
}

/** Goes to the beginning of those partitions that have not got the place where the schema stands. Known ids are passed over. */
export async function rewind(sql: Sql, topic: string, ranges: Range[]): Promise<void> {
  const rows = ranges.map((range, partition) => ({ ...range, partition }))
  await sql`
    update dispatch_offset as reached set position = range.first
    from json_to_recordset(${JSON.stringify(rows)}::text::json)
      as range (partition smallint, first bigint, "end" bigint)
    where topic = ${topic} and reached.partition = range.partition
      and position not between range.first and range."end"`
}

/**
 * Makes jobs of messages and moves on behind them, in one transaction. A message that comes again, and a `unique` that
 * was there already, make none. @throws Superseded when another process has moved on.
 */
export async function receive(
  database: Database,
  {
    topic,
    queue,
    standings,
    messages,
  }: {
    topic: string
    queue: string
    standings: Standing[]
    messages: Stored[]
  },
  beforeCommit?: () => void | Promise<void>,
): Promise<void> {
  await database.transaction(async (tx) => {
    await moveOn(tx, topic, standings, messages)
    await insertJobs(tx, queue, messages)
    tx.afterCommit(() => announceEnqueued(queue))
    await beforeCommit?.()
  })
}

async function moveOn(tx: Tx, topic: string, standings: Standing[], messages: Stored[]): Promise<void> {
  const next = new Map(messages.map(({ partition, offset }) => [partition, offset + 1]))
  const moves = standings
    .filter(({ partition }) => next.has(partition))
    .map(({ partition, offset }) => ({ partition, before: offset, after: next.get(partition) }))
  const { count } = await tx`
    update dispatch_offset as reached set position = move.after
    from json_to_recordset(${JSON.stringify(moves)}::text::json)
      as move (partition smallint, before bigint, after bigint)
    where topic = ${topic} and reached.partition = move.partition and reached.position = move.before`
  if (count !== moves.length) throw new Superseded(`Topic ${topic}`)
}

async function insertJobs(tx: Tx, queue: string, messages: Stored[]): Promise<void> {
  const jobs = withoutRepeats(messages.map(({ text }) => jobOf(decode(text))))
  await tx`
    with incoming as (
      select * from json_to_recordset(${JSON.stringify(jobs)}::text::json)
        as incoming (id bigint, key text, "unique" text, reserved boolean, payload jsonb, "traceId" text)
      where not exists (select from job where job.id = incoming.id)
        and not exists (select from job_done where job_done.id = incoming.id)
    ), first as (
      insert into job_unique (queue, unique_key)
      select ${queue}, "unique" from incoming where "unique" is not null and not reserved
      on conflict do nothing
      returning unique_key
    )
    insert into job (id, queue, key, unique_key, payload, trace_id) overriding system value
    select id, ${queue}, key, "unique", payload, "traceId" from incoming
    where "unique" is null or reserved or "unique" in (select unique_key from first)
    order by id
    on conflict (id) do nothing`
}

const jobOf = ({ payload, idempotencyKey, ...content }: Content & { id: number }) => ({
  ...content,
  payload: { payload, idempotencyKey },
})

/** The first of each `unique` that nobody has reserved; the table sees those of one statement at once. */
function withoutRepeats<T extends { unique: string | null; reserved: boolean }>(jobs: T[]): T[] {
  const seen = new Set<string>()
  return jobs.filter(({ unique, reserved }) => {
    if (unique === null || reserved) return true
    return !seen.has(unique) && seen.add(unique)
  })
}
