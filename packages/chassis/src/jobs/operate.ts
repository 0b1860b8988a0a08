import type { Database, Tx } from '../database.ts'
import { announceEnqueued } from './enqueued.ts'
import { callNext, keepDone } from './finish.ts'

/** Which dead jobs to redrive: those for which all that is given is true. */
export interface DeadFilter {
  queue?: string
  /** Part of the last error. */
  error?: string
  /** Dead for at least so long, ms. */
  deadForMs?: number
}

const batchSize = 500

const retry = `
  update job set dead_at = null, blocks = true, blocked = false, run_at = now(), forgiven = attempt
  where id = $1 and (lease_until is null or lease_until <= now())
  returning id, queue`

const discard = `
  with removed as (delete from job where id = $1 returning *),
    kept as (${keepDone('removed', 'discarded')}),
    called as (${callNext('removed')})
  select id, queue from removed`

const redrive = `
  update job set dead_at = null, blocks = true, run_at = now(), forgiven = attempt
  where id in (
    select id from job
    where dead_at is not null and id > $1
      and ($2::text is null or queue = $2) and ($3::text is null or strpos(last_error, $3) > 0)
      and dead_at <= now() - make_interval(secs => $4::float8 / 1000)
    order by id limit ${batchSize}
    for update skip locked
  )
  returning id, queue`

interface Touched {
  id: number
  queue: string
}

/** Lets a job that waits, retries or is dead run now, with all its tries. False when it runs or is not there. */
export const retryJob = (
  database: Database,
  { id, actor }: { id: number; actor: string },
): Promise<boolean> => touchOne(database, retry, { id, actor, verb: 'retry' })

/** Takes a job out for good. One that runs may still reach the outside, but its effect is refused. False when it is not there. */
export const discardJob = (
  database: Database,
  { id, actor }: { id: number; actor: string },
): Promise<boolean> => touchOne(database, discard, { id, actor, verb: 'discard' })

/** Lets dead jobs run again, with all their tries, in the order of their ids; a batch a transaction. Says how many. */
export async function redriveDead(
  database: Database,
  { actor, ...filter }: DeadFilter & { actor: string },
): Promise<number> {
  const { queue = null, error = null, deadForMs = 0 } = filter
  let count = 0
  for (let after = 0; ;) {
    const batch = await database.transaction(async (tx) => {
      const rows = await tx.unsafe<Touched[]>(redrive, [after, queue, error, deadForMs])
      await audit(tx, { actor, verb: 'redrive', touched: rows, detail: filter })
      return rows
    })
    count += batch.length
    if (batch.length < batchSize) return count
    after = Math.max(...batch.map(({ id }) => id))
  }
}

async function touchOne(
  database: Database,
  statement: string,
  { id, actor, verb }: { id: number; actor: string; verb: string },
): Promise<boolean> {
  return database.transaction(async (tx) => {
    const touched = await tx.unsafe<Touched[]>(statement, [id])
    await audit(tx, { actor, verb, touched, detail: {} })
    return touched.length > 0
  })
}

/** Writes down who did what, in its transaction, and wakes the runners after it. What changed nothing leaves no trace. */
async function audit(
  tx: Tx,
  { actor, verb, touched, detail }: { actor: string; verb: string; touched: Touched[]; detail: object },
): Promise<void> {
  if (touched.length === 0) return
  const ids = touched.map(({ id }) => id)
  await tx`
    insert into job_audit (actor, verb, jobs, detail)
    values (${actor}, ${verb}, ${ids}::bigint[], ${JSON.stringify(detail)}::text::jsonb)`
  for (const queue of new Set(touched.map((each) => each.queue)))
    tx.afterCommit(() => announceEnqueued(queue))
}
