import type { Sql } from '../session.ts'
import { type JobState, liveState } from './state.ts'

/** A job as an operator sees it. */
export interface ListedJob {
  id: number
  queue: string
  key: string | null
  state: JobState
  /** Null once it is done. */
  payload: unknown
  traceId: string | null
  tries: number
  lastError: string | null
  createdAt: Date
  /** When it is due next, or was finished. */
  at: Date
}

export interface JobFilter {
  state: JobState
  queue?: string
  /** Only ids below: the last one of the page before. */
  before?: number
  limit?: number
}

/** Jobs of one state, the newest first, by pages. */
export async function listJobs(
  sql: Sql,
  { state, queue, before, limit = 50 }: JobFilter,
): Promise<ListedJob[]> {
  const where = sql`
    where ${queue === undefined ? sql`true` : sql`queue = ${queue}`}
      and ${before === undefined ? sql`true` : sql`id < ${before}`}`
  const shared = sql`id, queue, key, payload, trace_id as "traceId", last_error as "lastError",
    created_at as "createdAt"`
  const finished = state === 'done' || state === 'discarded'
  return finished
    ? sql<ListedJob[]>`
      select ${shared}, outcome as state, attempt as tries, finished_at as at
      from job_done ${where} and outcome = ${state} order by id desc limit ${limit}`
    : sql<ListedJob[]>`
      select ${shared}, ${liveState(sql)} as state, attempt - forgiven as tries, run_at as at
      from job ${where} and ${liveState(sql)} = ${state} order by id desc limit ${limit}`
}
