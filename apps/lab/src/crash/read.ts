import type { Database, Sql } from '@nowait/chassis/database'
import type { Found } from './judge.ts'

/** Reads what has happened; `acknowledged` is what only the writers could say. */
export async function readFound({ sql }: Database, acknowledged: Set<string>): Promise<Found> {
  const facts = await sql<Named[]>`select id from lab.operation`
  const unfinished = await sql<Named[]>`
    select payload #>> '{payload,operation}' as id from lab.job
    union all select message::jsonb #>> '{payload,operation}' from lab.dispatch_outbox`
  const [{ deliveries }] = await sql<[{ deliveries: number }]>`
    select count(*) as deliveries from outside.delivery`
  return {
    acknowledged,
    facts: ids(facts),
    unfinished: ids(unfinished),
    effects: await countByOperation(sql, 'outside.effect'),
    completed: await countByOperation(sql, 'lab.completed'),
    deliveries,
  }
}

/** How many facts wait for their effect. */
export async function countWithoutEffect({ sql }: Database): Promise<number> {
  const [{ count }] = await sql<[{ count: number }]>`
    select count(*) as count from lab.operation
    where not exists (select from outside.effect where operation = operation.id)`
  return count
}

/** How many facts wait for their effect or its end. */
export async function countUndone({ sql }: Database): Promise<number> {
  const [{ count }] = await sql<[{ count: number }]>`
    select count(*) as count from lab.operation
    where not exists (select from outside.effect where operation = operation.id)
      or not exists (select from lab.completed where operation = operation.id)`
  return count
}

/** From the fact to the end of the work, where nothing was in its way: the middle, ms. */
export async function readUsualMs({ sql }: Database): Promise<number | null> {
  const [{ ms }] = await sql<[{ ms: number | null }]>`
    select round(extract(epoch from percentile_cont(0.5) within group (order by effect.at - operation.at)) * 1000)::float8 as ms
    from lab.operation join outside.effect on effect.operation = operation.id`
  return ms
}

export async function countJobs({ sql }: Database): Promise<number> {
  const [{ count }] = await sql<[{ count: number }]>`select count(*) as count from lab.job`
  return count
}

/** Whether all of these took effect. */
export async function tookEffect({ sql }: Database, operations: string[]): Promise<boolean> {
  const [{ count }] = await sql<[{ count: number }]>`
    select count(distinct operation) as count from outside.effect
    where operation = any (${operations}::text[])`
  return count === operations.length
}

/** A job that somebody had claimed at some moment. */
export interface Claimed {
  id: number
  attempt: number
}

export const readClaimed = ({ sql }: Database): Promise<Claimed[]> =>
  sql<Claimed[]>`select id, attempt from lab.job where lease_until > now()`

export interface Ended extends Claimed {
  /** Unix time, ms. */
  endedAt: number
}

/** Those of them that had to be claimed again, and when each was finished. */
export async function readTakenOver({ sql }: Database, claimed: Claimed[]): Promise<Ended[]> {
  return sql<Ended[]>`
    with claimed as (
      select * from json_to_recordset(${JSON.stringify(claimed)}::text::json) as claimed (id bigint, attempt int)
    )
    select job_done.id, job_done.attempt, extract(epoch from finished_at)::float8 * 1000 as "endedAt"
    from lab.job_done join claimed on job_done.id = claimed.id and job_done.attempt > claimed.attempt`
}

/** Whether all of them are finished. */
export async function areOver({ sql }: Database, claimed: Claimed[]): Promise<boolean> {
  const left = await sql`select from lab.job where id = any (${claimed.map(({ id }) => id)}::bigint[])`
  return left.length === 0
}

type Named = { id: string }

const ids = (rows: Named[]) => new Set(rows.map(({ id }) => id))

async function countByOperation(sql: Sql, table: string): Promise<Map<string, number>> {
  const rows = await sql.unsafe<{ operation: string; times: number }[]>(
    `select operation, count(*) as times from ${table} group by operation`,
  )
  return new Map(rows.map(({ operation, times }) => [operation, times]))
}
