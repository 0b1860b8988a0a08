import { enqueue } from '@nowait/chassis/jobs/enqueue'
import { startJobs } from '@nowait/chassis/jobs/start-jobs'
import { createLog } from '@nowait/chassis/log'
import type { Deferred } from '../order.ts'
import { concurrency, type OpenSystem } from './system.ts'

const queue = 'deferred'
const log = createLog({ name: 'bench', level: 'warn' })

/** The jobs of this repository, with the settings a service has unless it says otherwise. */
export const openOurs: OpenSystem = async ({ database }) => {
  const { sql } = database
  // Whoever enqueues tells the others, as every service does.
  const telling = startJobs({ database, log, queues: {} })
  return {
    enqueue: (tx, job) => enqueue(tx, { queue, payload: job }),
    async fill(count) {
      await sql`
        insert into job (queue, payload)
        select ${queue}, jsonb_build_object('orderId', gen_random_uuid(), 'memberId', gen_random_uuid(), 'points', 620)
        from generate_series(1, ${count}::int)`
      await sql`analyze job`
    },
    async left() {
      const [row] = await sql<[{ count: number }]>`select count(*)::int as count from job`
      return row.count
    },
    async clear() {
      await sql`truncate job, job_done, job_unique`
    },
    async work(handler) {
      const queues = {
        [queue]: { concurrency, handler: (job: { payload: unknown }) => handler(job.payload as Deferred) },
      }
      return startJobs({ database, log, queues })
    },
    close: () => telling.stop(),
  }
}
