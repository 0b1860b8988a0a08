import postgres from 'postgres'
import { type Database, openDatabase } from '../../database.ts'
import { silentLog as log } from '../../testing/silent-log.ts'
import { testDatabase } from '../../testing/test-database.ts'
import type { Job } from '../claim.ts'
import { enqueue, type NewJob } from '../enqueue.ts'
import type { JobHandler, QueueOptions } from '../queue.ts'
import { type Jobs, type JobsOptions, startJobs } from '../start-jobs.ts'
import type { JobOutcome } from '../work.ts'
import { note } from './note.ts'

/** A schema with jobs, and a table in which handlers note what they did. */
export async function openJobKit() {
  const kit = await testDatabase({ schema: 'order', directories: [] })
  const owner = postgres(`${kit.ownerUrl}?search_path=order`, { max: 4, onnotice: () => {} })
  await owner`create table noted (n int generated always as identity, name text, attempt int)`
  await owner`grant select, insert on noted to nowait_test_order`
  const running: Jobs[] = []
  const others: Database[] = []
  const outcomes: JobOutcome[] = []

  const stopAll = async () => void (await Promise.all(running.splice(0).map((each) => each.stop())))

  return {
    ...kit,
    owner,
    /** How jobs ended in the runners of this process, since `clear`. */
    outcomes,
    /** Enqueues in a transaction of its own. */
    add: (job: NewJob) => kit.database.transaction((tx) => enqueue(tx, job)),
    run(queues: Record<string, QueueOptions>, options: Partial<JobsOptions> = {}): Jobs {
      const onJob = (_: Job, outcome: JobOutcome) => void outcomes.push(outcome)
      const jobs = startJobs({ database: kit.database, queues, log, onJob, graceMs: 0, ...options })
      running.push(jobs)
      return jobs
    },
    /** What another process would have. */
    openAnother(): Database {
      const database = openDatabase({ url: kit.url, name: 'another' })
      others.push(database)
      return database
    },
    noted: async () =>
      (await owner<{ name: string }[]>`select name from noted order by n`).map(({ name }) => name),
    stopAll,
    async clear() {
      await stopAll()
      outcomes.length = 0
      await owner`truncate job, job_done, job_unique, job_audit, noted`
    },
    async close() {
      await stopAll()
      await Promise.all(others.map((database) => database.close()))
      await owner.end()
      await kit.drop()
    },
  }
}

export type JobKit = Awaited<ReturnType<typeof openJobKit>>

/** A handler that writes its payload down, unless `refuse` throws. */
export const noting =
  (refuse: (job: Job) => void | Promise<void> = () => {}): JobHandler =>
  async (job) => {
    await refuse(job)
    return note(job)
  }

/** Fails fast, so that no test waits. */
export const quickly = { attempts: 2, backoff: { baseMs: 1, capMs: 1 } }
