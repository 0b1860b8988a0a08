import type { Tx } from '../database.ts'
import { currentRequest } from '../request-context.ts'
import { announceEnqueued } from './enqueued.ts'

export interface NewJob {
  queue: string
  /** Anything that JSON can hold. The handler parses it. */
  payload: unknown
  /** Jobs of one key run one after the other, in the order of their commits if who enqueues locks the aggregate first. */
  key?: string
  /** At most one job of the queue with this value is there, live or finished, until finished ones are purged. */
  unique?: string
  /** Not before so many milliseconds after the transaction began, by the database's clock. */
  delayMs?: number
  /** By default that of the request. */
  traceId?: string
}

/**
 * Enqueues with the transaction: the job is there if and only if it commits. False when a job of the same `unique` was
 * there already; a transaction that is about to enqueue the same is waited for.
 */
export async function enqueue(tx: Tx, job: NewJob): Promise<boolean> {
  const { queue, payload, key = null, unique = null, delayMs = 0, traceId = traceOfRequest() } = job
  const row = tx`
    ${queue}, ${key}::text, ${unique}::text, ${JSON.stringify(payload)}::text::jsonb, ${traceId}::text,
    now() + make_interval(secs => ${delayMs / 1_000})`
  const { count } = await (unique === null
    ? tx`insert into job (queue, key, unique_key, payload, trace_id, run_at) values (${row})`
    : tx`
      with first as (
        insert into job_unique (queue, unique_key) values (${queue}, ${unique})
        on conflict do nothing
        returning 1
      )
      insert into job (queue, key, unique_key, payload, trace_id, run_at) select ${row} from first`)
  if (count === 0) return false
  tx.afterCommit(() => announceEnqueued(queue))
  return true
}

const traceOfRequest = () => currentRequest()?.traceId ?? null
