import { setTimeout as pause } from 'node:timers/promises'
import type { OnPoint } from '../crash-point.ts'
import type { Database } from '../database.ts'
import type { Effect } from '../events/deliver.ts'
import { Superseded } from '../events/offsets.ts'
import type { Log } from '../log.ts'
import { newTraceId, withRequest } from '../request-context.ts'
import { backoffMs } from './backoff.ts'
import { createBatches } from './batches.ts'
import { type Claim, complete, fail, type Failure, giveBack } from './finish.ts'
import type { Held } from './held.ts'
import { Hopeless, NotBefore } from './verdict.ts'

/** `lost`: the lease was over, another process has the job or will. */
export type JobOutcome = 'done' | 'retried' | 'dead' | 'lost' | 'released'

/** The reason of an abort that is not the job's fault. */
export class Stopping extends Error {}

const batchSize = 1_000
const againMs = 100

/** Works on one claimed job until its end is written; never rejects. `onFree`: the handler is through, what is left is writing. */
export type Work = (held: Held, onFree: () => void) => Promise<JobOutcome>

export function createWork({
  database,
  log,
  onPoint,
}: {
  database: Database
  log: Log
  onPoint?: OnPoint
}): Work {
  const { sql } = database
  const completions = createBatches(notedBy(complete), batchSize)
  const failures = createBatches(notedBy(fail), batchSize)
  const releases = createBatches(notedBy(giveBack), batchSize)

  /** Batches write together and tell each item whether it was still ours. */
  function notedBy<T extends Claim>(write: (sql: typeof database.sql, items: T[]) => Promise<Set<number>>) {
    return async (items: Array<{ item: T; ours?: boolean }>) => {
      const ours = await write(
        sql,
        items.map(({ item }) => item),
      )
      for (const each of items) each.ours = ours.has(each.item.id)
    }
  }

  /** Writes as soon as the database allows, for as long as the job is ours; true when it still was. */
  async function persist<T extends Claim>(
    held: Held,
    batches: { add(item: { item: T; ours?: boolean }): Promise<void> },
    item: T,
  ): Promise<boolean> {
    const entry: { item: T; ours?: boolean } = { item }
    held.ending = true
    while (!held.lost) {
      try {
        await batches.add(entry)
        return entry.ours === true
      } catch {
        await pause(againMs)
      }
    }
    return false
  }

  async function applied(held: Held, effect: Effect): Promise<void> {
    const { job } = held
    await database.transaction(async (tx) => {
      const ours = await complete(tx, [job])
      if (!ours.has(job.id)) throw new Superseded(`Job ${job.id} of ${job.queue}`)
      await effect(tx)
      if (onPoint) await onPoint('before-commit')
    })
  }

  async function failed(held: Held, error: unknown): Promise<JobOutcome> {
    const { job, queue } = held
    const dead = job.tries >= queue.attempts || error instanceof Hopeless
    const leastMs = error instanceof NotBefore ? error.afterMs : 0
    const failure: Failure = {
      id: job.id,
      attempt: job.attempt,
      error: storable(error),
      retryInMs: dead ? 0 : leastMs + backoffMs(queue.backoff, job.tries),
      dead,
      blocks: !dead || queue.deadKeeps === 'block',
    }
    if (!(await persist(held, failures, failure))) return 'lost'
    if (dead) log.error({ err: error, ...about(held) }, 'job is dead')
    return dead ? 'dead' : 'retried'
  }

  return async (held, onFree) => {
    const { job, queue } = held
    try {
      if (job.tries > queue.attempts)
        throw new Error(`The process ended ${queue.attempts} times while it was working on it`)
      const effect = await callHandler(held)
      if (onPoint) await onPoint('after-call')
      if (effect) await applied(held, effect)
      onFree()
      if (!effect && onPoint) await onPoint('before-commit')
      if (!effect && !(await persist(held, completions, job))) return 'lost'
      if (onPoint) await onPoint('after-commit')
      return 'done'
    } catch (error) {
      onFree()
      if (held.lost || error instanceof Superseded) {
        log.warn({ err: error, ...about(held) }, 'job was lost to another process')
        return 'lost'
      }
      if (held.abort.signal.reason instanceof Stopping)
        return (await persist(held, releases, job)) ? 'released' : 'lost'
      return failed(held, error)
    }
  }
}

// A handler that forgets its signal must not keep the place of the jobs behind it.
async function callHandler({ job, queue, abort }: Held): Promise<Effect | void> {
  const { signal } = abort
  signal.throwIfAborted()
  const aborted = Promise.withResolvers<never>()
  aborted.promise.catch(() => {}) // also when the handler was faster
  signal.addEventListener('abort', () => aborted.reject(signal.reason), { once: true })
  const context = { traceId: job.traceId ?? newTraceId(), deadlineAt: performance.now() + queue.limitMs }
  return Promise.race([withRequest(context, async () => queue.handler(job, { signal })), aborted.promise])
}

const about = ({ job: { id, queue, key, attempt, tries } }: Held) => ({ job: id, queue, key, attempt, tries })

/** What a column of text can hold. */
const storable = (error: unknown) => String(error).replaceAll('\0', '').toWellFormed().slice(0, 2_000)
