import { insideTransaction } from '../database.ts'
import { callTarget } from './call-target.ts'
import type { Runner, RunnerParts } from './runner.ts'

/** Calls before the transaction opens: the caller waits, sees the error, and a rollback comes too late. */
export function createInline({ database, tally, sequences }: RunnerParts): Runner {
  return {
    async prepare({ name, integration, payload, idempotencyKey }) {
      if (insideTransaction())
        throw new Error(`${name}: nobody may wait for the outside inside a transaction`)
      const { target, deadlineMs, completed } = integration
      const { counts, timed } = tally(name)
      counts.accepted++
      counts.pending++
      try {
        const call = { payload, idempotencyKey, sequence: await sequences.next(), deadlineMs }
        const result = await timed(() => callTarget(target, call))
        if (completed) await database.transaction((tx) => completed(tx, { payload, idempotencyKey, result }))
        counts.done++
      } catch (error) {
        counts.failed++
        throw error
      } finally {
        counts.pending--
      }
      return async () => 'ACCEPTED'
    },
    async stop() {},
  }
}
