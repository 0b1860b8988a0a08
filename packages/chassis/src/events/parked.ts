import type { EventOf } from '@nowait/contract/events'
import type { Sql } from '../session.ts'
import { Superseded } from './offsets.ts'

export interface Parked {
  source: string
  attempts: number
  event: EventOf
}

/** Sets an event aside. With no attempts made it only waits behind an earlier one of its aggregate. */
export async function park(
  sql: Sql,
  group: string,
  { source, attempts, event }: Parked,
  { retryInMs = 0, error }: { retryInMs?: number; error?: string } = {},
): Promise<void> {
  const { aggregate, seq, partition } = event
  await sql`
    insert into parked_event
      (consumer_group, source, aggregate, seq, partition, event, attempts, retry_at, last_error)
    values (${group}, ${source}, ${aggregate}, ${seq}, ${partition}, ${JSON.stringify(event)}::text::jsonb,
      ${attempts}, ${inMs(sql, retryInMs)}, ${error ?? null})`
}

/** What is due to be tried again: of each aggregate only the earliest. */
export async function fetchDue(
  sql: Sql,
  { group, owned, types }: { group: string; owned: number[]; types: string[] },
): Promise<Parked[]> {
  return sql<Parked[]>`
    select source, attempts, event
    from parked_event as parked
    where consumer_group = ${group} and partition = any(${owned}::smallint[]) and retry_at <= now()
      and event ->> 'type' = any(${types}::text[])
      and not exists (
        select from parked_event as earlier
        where earlier.consumer_group = parked.consumer_group and earlier.source = parked.source
          and earlier.aggregate = parked.aggregate and earlier.seq < parked.seq
      )
    order by retry_at
    limit 16`
}

/** Takes an event out again, in the transaction of its effect. @throws Superseded when another process has tried it since. */
export async function unpark(sql: Sql, group: string, { source, attempts, event }: Parked): Promise<void> {
  const { count } = await sql`
    delete from parked_event
    where consumer_group = ${group} and source = ${source} and aggregate = ${event.aggregate}
      and seq = ${event.seq} and attempts = ${attempts}`
  if (count !== 1) throw new Superseded(`Event ${event.id} of ${source} for ${group}`)
}

/** Counts one more failed attempt. */
export async function postpone(
  sql: Sql,
  group: string,
  { source, attempts, event }: Parked,
  { retryInMs, error }: { retryInMs: number; error: string },
): Promise<void> {
  await sql`
    update parked_event
    set attempts = attempts + 1, retry_at = ${inMs(sql, retryInMs)}, last_error = ${error}
    where consumer_group = ${group} and source = ${source} and aggregate = ${event.aggregate}
      and seq = ${event.seq} and attempts = ${attempts}`
}

const inMs = (sql: Sql, ms: number) => sql`now() + make_interval(secs => ${ms / 1_000})`
