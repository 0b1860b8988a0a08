import type { Database } from '@nowait/chassis/database'
import type { Log } from '@nowait/chassis/log'
import { inBatches, repeat, type Repeating } from '@nowait/chassis/repeat'
import { forgetKeys } from './store.ts'

const batch = 1_000
const everyMs = 10 * 60_000

/** Now and then deletes idempotency keys that are past their time, in batches so that no lock is held for long. */
export const forgetOldKeys = ({ database, log }: { database: Database; log: Log }): Repeating =>
  repeat(
    everyMs,
    (stopping) => inBatches(stopping, batch, (most) => forgetKeys(database.sql, most)),
    (error) => log.warn({ err: error }, 'old idempotency keys are still there'),
  )
