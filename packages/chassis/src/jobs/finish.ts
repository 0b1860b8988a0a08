import type { Sql } from '../session.ts'

/** Names a claim: whoever has it may write, for as long as nobody has claimed the job again. */
export interface Claim {
  id: number
  attempt: number
}

export interface Failure extends Claim {
  error: string
  retryInMs: number
  dead: boolean
  /** Dead or not, the later jobs of its key wait for it. */
  blocks: boolean
}

/** Calls the next job of each key, if it has stepped back. `left` is who no longer blocks it. */
export const callNext = (left: string) => `
  update job set blocked = false, run_at = now()
  where blocked and id in (
    select (
      select id from job as later
      where later.queue = ${left}.queue and later.key = ${left}.key and later.id > ${left}.id and later.blocks
      order by id limit 1
    ) from ${left} where key is not null
  )`

/** Moves what `removed` returns to the finished jobs. */
export const keepDone = (removed: string, outcome: 'done' | 'discarded') => `
  insert into job_done
    (id, queue, key, unique_key, outcome, payload, trace_id, attempt, last_error, created_at)
  select id, queue, key, unique_key, '${outcome}', ${outcome === 'discarded' ? 'payload' : 'null'}, trace_id, attempt,
    last_error, created_at
  from ${removed}`

const mine = (columns = '') =>
  `json_to_recordset($1::text::json) as mine (id bigint, attempt int${columns})
  where job.id = mine.id and job.attempt = mine.attempt`

const completion = (called: string) => `
  with finished as (delete from job using ${mine()} returning job.*),
    kept as (${keepDone('finished', 'done')})${called}
  select id from finished`

const completeAlone = completion('')
const completeKeyed = completion(`, called as (${callNext('finished')})`)

const failure = `
  with failed as (
    update job set lease_until = null, last_error = error, run_at = now() + make_interval(secs => retry_ms / 1000),
      dead_at = case when dead then now() end, blocks = mine.blocks
    from ${mine(', error text, retry_ms float8, dead boolean, blocks boolean')}
    returning job.*
  ), passed as (select * from failed where not blocks),
    called as (${callNext('passed')})
  select id from failed`

const release = `
  update job set lease_until = null, forgiven = forgiven + 1
  from ${mine()} returning job.id`

const extension = `
  update job set lease_until = now() + make_interval(secs => lease_ms / 1000.0)
  from ${mine(', lease_ms int')} returning job.id`

async function write(sql: Sql, statement: string, list: Claim[]): Promise<Set<number>> {
  const rows = await sql.unsafe<{ id: number }[]>(statement, [JSON.stringify(list)])
  return new Set(rows.map(({ id }) => id))
}

const named = ({ id, attempt }: Claim): Claim => ({ id, attempt })

/** Finishes jobs, in the transaction of the effect where there is one; gives the ids of those that were still ours. */
export const complete = (sql: Sql, claims: Array<Claim & { key: string | null }>) =>
  write(sql, claims.every(({ key }) => key === null) ? completeAlone : completeKeyed, claims.map(named))

/** Lets jobs wait for their next try, or for an operator. */
export const fail = (sql: Sql, failures: Failure[]) =>
  write(
    sql,
    failure,
    failures.map(({ retryInMs, ...each }) => ({ ...each, retry_ms: retryInMs })),
  )

/** Gives jobs back as if they had never been claimed. */
export const giveBack = (sql: Sql, claims: Claim[]) => write(sql, release, claims.map(named))

/** Holds jobs for another lease, by the database's clock; whoever is missing in the answer belongs to somebody else. */
export const extend = (sql: Sql, claims: Array<Claim & { leaseMs: number }>) =>
  write(
    sql,
    extension,
    claims.map(({ leaseMs, ...each }) => ({ ...named(each), lease_ms: leaseMs })),
  )
