import type { Sql } from '../session.ts'

/**
 * `waiting` for a place, `blocked` by an earlier job of its key, `delayed` from the beginning, `retrying` after a
 * failure, `running`, `dead` until an operator decides; `done` and `discarded` until they are purged.
 */
export type JobState =
  | 'waiting'
  | 'blocked'
  | 'delayed'
  | 'retrying'
  | 'running'
  | 'dead'
  | 'done'
  | 'discarded'

/** The state of a row of `job`. */
export const liveState = (sql: Sql) => sql`
  case
    when dead_at is not null then 'dead'
    when lease_until > now() then 'running'
    when blocked then 'blocked'
    when run_at <= now() then 'waiting'
    when attempt > 0 then 'retrying'
    else 'delayed'
  end`
