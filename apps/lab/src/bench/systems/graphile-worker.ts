import { Logger, makeWorkerUtils, run } from 'graphile-worker'
import type { Deferred } from '../order.ts'
import { concurrency, type JobSystem, type OpenSystem } from './system.ts'

const task = 'deferred'
const logger = new Logger(() => () => {})

/** What its documents name for throughput: jobs fetched in batches, and their ends written in batches. */
const tuned = { localQueue: { size: 500 }, completeJobBatchDelay: 0, failJobBatchDelay: 0 }

/** graphile-worker with its defaults, but as many handlers at once as everybody has. */
export const openGraphileWorker: OpenSystem = (place) => open(place, {})
export const openTunedGraphileWorker: OpenSystem = (place) => open(place, tuned)

async function open(
  { url, database: { sql } }: Parameters<OpenSystem>[0],
  worker: object,
): Promise<JobSystem> {
  const options = { connectionString: url, logger }
  const utils = await makeWorkerUtils(options)
  await utils.migrate()
  return {
    // Its SQL function, in whatever transaction there is.
    enqueue: (tx, job) => tx`select graphile_worker.add_job(${task}, ${JSON.stringify(job)}::text::json)`,
    async fill(count) {
      await sql`
        select count(*) from graphile_worker.add_jobs(array(
          select row(${task}, json_build_object('orderId', gen_random_uuid(), 'memberId', gen_random_uuid(), 'points', 620),
            null, null, null, null, null, null)::graphile_worker.job_spec
          from generate_series(1, ${count}::int)))`
      await sql`analyze graphile_worker._private_jobs`
    },
    async left() {
      const [row] = await sql<[{ count: number }]>`
        select count(*)::int as count from graphile_worker._private_jobs`
      return row.count
    },
    async clear() {
      await sql`truncate graphile_worker._private_jobs`
    },
    async work(handler) {
      const runner = await run({
        ...options,
        preset: { worker: { concurrentJobs: concurrency, ...worker } },
        noHandleSignals: true,
        parsedCronItems: [],
        taskList: { [task]: async (payload) => void (await handler(payload as Deferred)) },
      })
      return { stop: () => runner.stop() }
    },
    close: async () => void (await utils.release()),
  }
}
