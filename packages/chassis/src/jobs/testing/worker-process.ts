import { setTimeout as pause } from 'node:timers/promises'
import { openDatabase } from '../../database.ts'
import { createLog } from '../../log.ts'
import { startJobs } from '../start-jobs.ts'
import { note } from './note.ts'

interface Input {
  url: string
  leaseMs: number
  /** How long a handler takes, ms. */
  workMs: number
  pollMs: number
}

const { url, leaseMs, workMs, pollMs } = JSON.parse(process.argv[2]!) as Input
// Ends with the test.
process.stdin.resume().once('close', () => process.exit())

startJobs({
  database: openDatabase({ url, name: 'worker' }),
  log: createLog({ name: 'worker', level: 'silent' }),
  pollMs,
  queues: {
    notes: {
      leaseMs,
      handler: async (job) => {
        process.stdout.write(`${job.payload}\n`)
        await pause(workMs)
        return note(job)
      },
    },
  },
})
