import type { Sql } from '@nowait/chassis/database'
import { enqueue } from '@nowait/chassis/jobs/enqueue'
import { purgeJobs } from '@nowait/chassis/jobs/purge'
import { startJobs } from '@nowait/chassis/jobs/start-jobs'
import { createLog } from '@nowait/chassis/log'
import { insertOrder } from '../order.ts'
import { paced } from '../paced.ts'
import type { Place } from '../place.ts'
import { type Bench, compare } from '../row.ts'
import { percentile } from '../statistics.ts'

const queue = 'deferred'
const day = 86_400_000
const keepMs = 2 * day
const perSecond = 100

/** Whether orders feel that a mountain of finished jobs is forgotten, and whether its place is used again. */
export const purge: Bench = async ({ place, quick, alone, tell }) => {
  const { sql } = place.database
  const count = quick ? 40_000 : alone ? 1_000_000 : 250_000
  await sql`truncate orders, job, job_done, job_unique`
  tell(`finishing ${count} jobs`)
  await finishLongAgo(sql, count)
  const sizes = [await megabytes(sql)]
  const { without, during } = await ordersWhilePurging(place, { windowMs: quick ? 2_000 : 5_000, tell })
  const left = await countOld(sql)
  if (left > 0) throw new Error(`${left} jobs were not purged`)
  // Again and again: pages of an index that became empty are used only after another vacuum, so it grows once or twice.
  for (const time of ['second', 'third', 'fourth']) {
    await sql`vacuum job_done, job_unique`
    tell(`finishing ${count} jobs for the ${time} time`)
    await finishLongAgo(sql, count)
    sizes.push(await megabytes(sql))
    if (time !== 'fourth') await purgeJobs(sql, keepMs)
  }
  await sql`truncate orders, job, job_done, job_unique`

  const samples = without.flat().length
  const p99 = (windows: number[][]) => windows.map((times) => percentile(times, 0.99))
  const pooled = `p99 of all ${percentile(during.flat(), 0.99).toFixed(1)} against ${percentile(without.flat(), 0.99).toFixed(1)}`
  return [
    compare({
      name: 'order during a purge, p99',
      unit: 'ms',
      better: 'less',
      ours: p99(during),
      peer: { name: 'without a purge', values: p99(without) },
      floor: 0.7,
      stretch: 0.9,
      note: `${count} finished jobs, ${perSecond} orders a second, ${without.length} times in turn, ${samples} orders each; ${pooled}`,
    }),
    compare({
      name: 'size at the fourth time as many',
      unit: 'MB with indexes',
      better: 'less',
      ours: [sizes[3]!],
      peer: { name: 'at the third', values: [sizes[2]!] },
      floor: 0.9,
      stretch: 0.98,
      note: `finished, purged, vacuumed and finished again: ${sizes.map((mb) => mb.toFixed(0)).join(', ')} MB`,
    }),
  ]
}

/** Orders at a steady rate, whose jobs are done at once; in every other window the purge goes on, until it is through. */
async function ordersWhilePurging(
  { database }: Place,
  { windowMs, tell }: { windowMs: number; tell(text: string): void },
) {
  const log = createLog({ name: 'bench', level: 'warn' })
  // Its own purge would not wait for our windows.
  const jobs = startJobs({ database, log, queues: { [queue]: { handler: () => {} } }, keepMs: 100_000 * day })
  const without: number[][] = []
  const during: number[][] = []

  async function window(): Promise<number[]> {
    const times: number[] = []
    await paced(perSecond, windowMs, async () => {
      const start = performance.now()
      await database.transaction(async (tx) => {
        const job = await insertOrder(tx)
        await enqueue(tx, { queue, payload: job, unique: job.orderId })
      })
      times.push(performance.now() - start)
    })
    return times
  }

  try {
    await window()
    while ((await countOld(database.sql)) > 0) {
      tell(`${await countOld(database.sql)} jobs to purge`)
      without.push(await window())
      const over = new AbortController()
      const purging = purgeJobs(database.sql, keepMs, over.signal)
      during.push(await window())
      over.abort()
      await purging
    }
    return { without, during }
  } finally {
    await jobs.stop()
  }
}

/** What `count` jobs leave behind that were finished three days ago, each of them asked for only once. */
async function finishLongAgo(sql: Sql, count: number): Promise<void> {
  const batch = 10_000
  for (let from = 0; from < count; from += batch) {
    await sql`
      with finished as (
        insert into job_done (id, queue, unique_key, outcome, attempt, created_at, finished_at)
        select nextval(pg_get_serial_sequence('job', 'id')), ${queue}, gen_random_uuid(), 'done', 1, at, at
        from (
          select now() - interval '3 days' + make_interval(secs => n / 1000.0) as at
          from generate_series(${from + 1}::int, ${from + batch}::int) as n
        ) as times
        returning queue, unique_key
      )
      insert into job_unique (queue, unique_key) select queue, unique_key from finished`
  }
  await sql`vacuum analyze job_done, job_unique`
}

async function countOld(sql: Sql): Promise<number> {
  const [row] = await sql<[{ count: number }]>`
    select count(*)::int as count from job_done where finished_at < now() - make_interval(secs => ${keepMs / 1000})`
  return row.count
}

async function megabytes(sql: Sql): Promise<number> {
  const [row] = await sql<[{ mb: number }]>`
    select (pg_total_relation_size('job_done') + pg_total_relation_size('job_unique')) / 1e6::float8 as mb`
  return row.mb
}
