import type { Sql } from '../session.ts'
import { type JobState, liveState } from './state.ts'

export interface QueueStatistics {
  queue: string
  counts: Partial<Record<JobState, number>>
  /** How long the oldest job that is due, or was claimed, has been due, ms. */
  lateMs: number
  /** Age of the oldest job that is not finished, ms. */
  oldestMs: number
  /** Keys whose first job is dead while others wait for it. */
  blockedKeys: number
}

/** What is not finished, by queue and state. Reads every such job once. */
export async function jobStatistics(sql: Sql): Promise<QueueStatistics[]> {
  return sql<QueueStatistics[]>`
    with counted as (
      select queue, ${liveState(sql)} as state, count(*) as count, min(created_at) as oldest,
        min(run_at) filter (where dead_at is null and run_at <= now()) as due
      from job group by 1, 2
    )
    select queue, json_object_agg(state, count) as counts,
      coalesce(extract(epoch from now() - min(due)) * 1000, 0)::float8 as "lateMs",
      (extract(epoch from now() - min(oldest)) * 1000)::float8 as "oldestMs",
      (select count(*) from (${blocked(sql)}) as blocked where blocked.queue = counted.queue) as "blockedKeys"
    from counted group by queue order by queue`
}

export interface BlockedKey {
  queue: string
  key: string
  /** The dead job that has to be redriven or discarded. */
  job: number
  lastError: string | null
  waiting: number
}

/** The keys that stand still behind a dead job, the longest queues first. */
export async function listBlockedKeys(
  sql: Sql,
  { limit = 50 }: { limit?: number } = {},
): Promise<BlockedKey[]> {
  return sql<BlockedKey[]>`${blocked(sql)} order by waiting desc, job limit ${limit}`
}

const blocked = (sql: Sql) => sql`
  select dead.queue, dead.key, dead.id as job, dead.last_error as "lastError", behind.waiting
  from job as dead cross join lateral (
    select count(*) filter (where later.id > dead.id) as waiting, min(later.id) as first
    from job as later where later.queue = dead.queue and later.key = dead.key and later.blocks
  ) as behind
  where dead.dead_at is not null and dead.blocks and dead.key is not null
    and behind.first = dead.id and behind.waiting > 0`
