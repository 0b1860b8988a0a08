import type { Job } from '../jobs/claim.ts'
import { enqueue } from '../jobs/enqueue.ts'
import type { QueueOptions } from '../jobs/queue.ts'
import type { JobOutcome } from '../jobs/work.ts'
import { callTarget } from './call-target.ts'
import type { Integration, Integrations } from './integration.ts'
import type { Runner, RunnerParts } from './runner.ts'

/** Writes a job in the caller's transaction: it is there if and only if the fact is. */
export function createDatabase({ tally }: Pick<RunnerParts, 'tally'>): Runner {
  return {
    async prepare({ name, payload, idempotencyKey, key, unique }) {
      return async (tx) => {
        const job = { queue: name, payload: { payload, idempotencyKey }, key, unique }
        if (!(await enqueue(tx, job))) return 'DUPLICATE'
        tx.afterCommit(() => void tally(name).counts.accepted++)
        return 'ACCEPTED'
      }
    },
    // Whatever is left stands in the table.
    async stop() {},
  }
}

/** One queue per integration, for `startJobs`: every durable mode ends there. */
export const durableQueues = (
  integrations: Integrations,
  { tally }: Pick<RunnerParts, 'tally'>,
): Record<string, QueueOptions> =>
  Object.fromEntries(
    Object.entries(integrations).map(([name, each]) => [name, queueOf(name, each, { tally })]),
  )

function queueOf(
  name: string,
  integration: Integration,
  { tally }: Pick<RunnerParts, 'tally'>,
): QueueOptions {
  const { target, deadlineMs, retry, concurrency, restMs, completed } = integration
  return {
    attempts: retry.attempts,
    backoff: retry,
    ...(concurrency && { concurrency }),
    ...(restMs && { restMs }),
    // The deadline of the target comes first and says so; this one is for what surrounds the call.
    limitMs: deadlineMs * 2 + 1_000,
    handler: async ({ id, payload: stored }, { signal }) => {
      const { payload, idempotencyKey } = stored as { payload: unknown; idempotencyKey: string }
      const call = { payload, idempotencyKey, sequence: id, deadlineMs }
      const result = await tally(name).timed(() => callTarget(target, call, signal))
      if (completed) return (tx) => completed(tx, { payload, idempotencyKey, result })
    },
  }
}

/** Counts how jobs ended in this process. */
export function countOutcome(
  { queue }: Job,
  outcome: JobOutcome,
  { tally }: Pick<RunnerParts, 'tally'>,
): void {
  const { counts } = tally(queue)
  if (outcome === 'done') counts.done++
  if (outcome === 'retried') counts.retried++
  if (outcome === 'dead') counts.failed++
}
