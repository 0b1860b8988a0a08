import type { Sql } from '../session.ts'
import type { ListedJob } from './list.ts'
import { liveState } from './state.ts'

/** One job, wherever it is in its life; undefined when it is not there or was purged. */
export async function findJob(sql: Sql, id: number): Promise<ListedJob | undefined> {
  const shared = sql`id, queue, key, payload, trace_id as "traceId", last_error as "lastError",
    created_at as "createdAt"`
  const [job] = await sql<ListedJob[]>`
    select ${shared}, ${liveState(sql)} as state, attempt - forgiven as tries, run_at as at
    from job where id = ${id}
    union all
    select ${shared}, outcome as state, attempt as tries, finished_at as at from job_done where id = ${id}`
  return job
}
