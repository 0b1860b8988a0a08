import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Database } from '@nowait/chassis/database'
import type { Log } from '@nowait/chassis/log'
import { repeat } from '@nowait/chassis/repeat'
import { isWanted } from './runs.ts'

const lookEveryMs = 1_000
/** Half of a processor at most: pages are read meanwhile, and events applied. */
const share = 0.5
const maxOldGenerationSizeMb = 256

export interface RebuildingOptions {
  database: Database
  /** Of the same database, for the connections of a rebuild. */
  url: string
  log: Log
}

/**
 * Runs what operators ask for in a thread of this process, so that reading never waits for it. When the process ends it
 * is left to the next one, and so it is when this one dies.
 */
export function startRebuilding({ database, url, log }: RebuildingOptions) {
  let thread: Worker | undefined

  const looking = repeat(
    lookEveryMs,
    async (stopping) => {
      if (thread || !(await isWanted(database.sql)) || stopping.aborted) return
      thread = open()
    },
    (error) => log.warn({ err: error }, 'whether a rebuild is wanted cannot be read'),
  )

  function open(): Worker {
    const worker = new Worker(new URL('./thread.ts', import.meta.url), {
      workerData: { url, share },
      resourceLimits: { maxOldGenerationSizeMb },
    })
    worker.once('error', (error) => log.error({ err: error }, 'the rebuild has failed'))
    worker.once('exit', () => (thread = undefined))
    return worker
  }

  return {
    async stop() {
      await looking.stop()
      if (!thread) return
      const exited = once(thread, 'exit')
      thread.postMessage('stop')
      await exited
    },
  }
}
