import type { Log } from './log.ts'

export interface StopOptions {
  log: Log
  /** Done in this order: first what takes new work, last what everything leans on. */
  steps: (() => Promise<void> | void)[]
  /** All steps together, ms; after it the process exits with code 1. */
  limitMs?: number
}

/**
 * Stops the process gracefully on SIGTERM or SIGINT, and when the process that started it has gone (its IPC channel
 * closes), so that nothing is left behind by a kill -9 of the parent.
 */
export function onStop({ log, steps, limitMs = 10_000 }: StopOptions): void {
  let stopping = false
  const stop = async (why: string) => {
    if (stopping) return
    stopping = true
    log.info({ why }, 'stopping')
    setTimeout(() => {
      log.error({ limitMs }, 'did not stop in time')
      process.exit(1)
    }, limitMs).unref()
    for (const step of steps) {
      try {
        await step()
      } catch (error) {
        log.error({ err: error }, 'a step of stopping failed')
      }
    }
    log.info('stopped')
    process.exit(0)
  }
  process.once('SIGTERM', () => void stop('SIGTERM'))
  process.once('SIGINT', () => void stop('SIGINT'))
  process.once('disconnect', () => void stop('the parent has gone'))
}
