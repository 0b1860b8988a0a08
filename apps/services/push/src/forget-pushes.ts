import type { Database } from '@nowait/chassis/database'
import type { Log } from '@nowait/chassis/log'
import { forgetPushes } from './store.ts'

const batch = 1_000
const everyMs = 10 * 60_000

/** Now and then deletes pushes that are past their time, in batches so that no lock is held for long. */
export function forgetOldPushes({ database, log }: { database: Database; log: Log }): {
  stop(): Promise<void>
} {
  let running: Promise<void> = Promise.resolve()
  const stopped = new AbortController()
  const forget = async () => {
    try {
      while (!stopped.signal.aborted && (await forgetPushes(database.sql, batch)) === batch);
    } catch (error) {
      log.warn({ err: error }, 'old pushes are still there')
    }
  }
  const timer = setInterval(() => (running = forget()), everyMs)
  return {
    stop() {
      stopped.abort()
      clearInterval(timer)
      return running
    },
  }
}
