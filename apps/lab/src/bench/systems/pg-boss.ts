import { PgBoss } from 'pg-boss'
import type { Deferred } from '../order.ts'
import { concurrency, type JobSystem, type OpenSystem } from './system.ts'

const batchSize = 100

/** pg-boss as its documents recommend for throughput: fetched in batches, at once again while a batch was full. */
export const openPgBoss: OpenSystem = (place) => open(place, { queue: 'deferred' })
/** The same, but the statement that enqueues is prepared: its own driver does not, and gets a parse and a plan each time. */
export const openPreparedPgBoss: OpenSystem = (place) => open(place, { queue: 'prepared', prepare: true })
/** The same with LISTEN and NOTIFY, which cost whoever enqueues and wake whoever works, and the shortest heartbeat. */
export const openNotifiedPgBoss: OpenSystem = (place) => open(place, { queue: 'notified', notify: true })

async function open(
  { url, database: { sql } }: Parameters<OpenSystem>[0],
  { queue, notify = false, prepare = false }: { queue: string; notify?: boolean; prepare?: boolean },
): Promise<JobSystem> {
  // So often only where a heartbeat is to be missed soon.
  const often = notify ? { superviseIntervalSeconds: 5, monitorIntervalSeconds: 5 } : {}
  const boss = new PgBoss({
    connectionString: url,
    schema: 'pgboss',
    schedule: false,
    useListenNotify: notify,
    ...often,
  })
  boss.on('error', () => {})
  await boss.start()
  await boss.createQueue(queue, notify ? { notify, heartbeatSeconds: 10 } : {})
  return {
    enqueue: (tx, job) =>
      boss.send(queue, job, {
        db: {
          executeSql: async (text, values = []) => ({
            rows: await tx.unsafe(text, values as string[], { prepare }),
          }),
        },
      }),
    async fill(count) {
      const job = () => ({
        data: { orderId: crypto.randomUUID(), memberId: crypto.randomUUID(), points: 620 },
      })
      await boss.insert(queue, Array.from({ length: count }, job))
      await sql`analyze pgboss.job`
    },
    async left() {
      const [row] = await sql<[{ count: number }]>`
        select count(*)::int as count from pgboss.job where name = ${queue} and state < 'completed'`
      return row.count
    },
    clear: () => boss.deleteAllJobs(queue),
    async work(handler) {
      const options = {
        batchSize,
        burstWhenBatchFull: true,
        pollingIntervalSeconds: 0.5,
        notifyPollingIntervalSeconds: 0.5,
      }
      await boss.work<Deferred>(queue, options, async (jobs) => {
        const waiting = jobs.values()
        const worker = async () => {
          for (const { data } of waiting) await handler(data)
        }
        await Promise.all(Array.from({ length: concurrency }, worker))
      })
      return { stop: () => boss.offWork(queue) }
    },
    close: () => boss.stop({ graceful: false }),
  }
}
