import { setTimeout as pause } from 'node:timers/promises'
import type { Sql } from '../session.ts'

const batchSize = 200
const betweenMs = 20

const statement = `
  with old as (
    select id from job_done
    where finished_at < now() - make_interval(secs => $1::float8 / 1000) and finished_at >= $2::text::timestamptz
    order by finished_at limit ${batchSize}
    for update skip locked
  ), purged as (
    delete from job_done using old where job_done.id = old.id
    returning queue, unique_key, finished_at
  ), forgotten as (
    delete from job_unique using purged
    where job_unique.queue = purged.queue and job_unique.unique_key = purged.unique_key
  )
  select count(*)::int as count, max(finished_at)::text as last from purged`

/**
 * Forgets what was finished more than `keepMs` ago, in batches so small and far apart that writers do not notice; says
 * how many. Several processes may do it at once.
 */
export async function purgeJobs(sql: Sql, keepMs: number, signal?: AbortSignal): Promise<number> {
  let purged = 0
  // From there on, so that no batch walks over what the ones before it have left for vacuum.
  let from = '-infinity'
  for (;;) {
    const [batch] = await sql.unsafe<[{ count: number; last: string | null }]>(statement, [keepMs, from])
    purged += batch.count
    if (batch.count < batchSize || signal?.aborted) return purged
    from = batch.last!
    await pause(betweenMs)
  }
}
