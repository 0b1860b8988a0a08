import type { Tx } from '../database.ts'
import { currentRequest } from '../request-context.ts'
import { encode } from './message.ts'
import { announceDeferred } from './outbox-announcements.ts'
import type { Runner, RunnerParts } from './runner.ts'

/** Writes a row in the caller's transaction, for the relay to hand over to the broker. */
export function createDatabaseMessaging({ tally }: Pick<RunnerParts, 'tally'>): Runner {
  return {
    async prepare(work) {
      const { name, unique } = work
      const text = encode(work, { reserved: true, traceId: currentRequest()?.traceId ?? null })
      return async (tx) => {
        if (!(await write(tx, { name, unique, text }))) return 'DUPLICATE'
        tx.afterCommit(() => {
          tally(name).counts.accepted++
          announceDeferred()
        })
        return 'ACCEPTED'
      }
    },
    // Whatever is left stands in the table.
    async stop() {},
  }
}

async function write(
  tx: Tx,
  { name, unique, text }: { name: string; unique: string | undefined; text: string },
): Promise<boolean> {
  const { count } = await (unique === undefined
    ? tx`insert into dispatch_outbox (integration, message) values (${name}, ${text})`
    : tx`
      with first as (
        insert into job_unique (queue, unique_key) values (${name}, ${unique})
        on conflict do nothing
        returning 1
      )
      insert into dispatch_outbox (integration, message) select ${name}, ${text} from first`)
  return count > 0
}
