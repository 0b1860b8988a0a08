import { insideTransaction } from '../database.ts'
import { callTarget } from './call-target.ts'
import type { Runner, RunnerParts } from './runner.ts'

/** Under `inline`, to the caller who waited: the outside failed, or what follows from its success could not be written. */
export class OutsideFailed extends Error {
  readonly integration: string

  constructor(integration: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
    this.name = 'OutsideFailed'
    this.integration = integration
  }
}

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
        throw new OutsideFailed(name, error)
      } finally {
        counts.pending--
      }
      return async () => 'ACCEPTED'
    },
    async stop() {},
  }
}
