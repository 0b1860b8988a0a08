import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { openDatabase } from '../database.ts'
import { migrate } from '../migrate.ts'
import { eventually } from '../testing/eventually.ts'
import { startPostgres } from '../testing/postgres-server.ts'
import { silentLog as log } from '../testing/silent-log.ts'
import { enqueue } from './enqueue.ts'
import { startJobs } from './start-jobs.ts'
import { type JobKit, noting, openJobKit } from './testing/job-kit.ts'
import { startWorker } from './testing/start-worker.ts'

let kit: JobKit
const workers: Array<ReturnType<typeof startWorker>> = []

beforeAll(async () => {
  kit = await openJobKit()
})
afterAll(() => kit.close())
beforeEach(() => kit.clear())
afterEach(async () => void (await Promise.all(workers.splice(0).map((worker) => worker.kill()))))

function start(options: { leaseMs: number; workMs: number; pollMs?: number }) {
  const worker = startWorker({ url: kit.url, pollMs: 1_000, ...options })
  workers.push(worker)
  return worker
}

const names = (count: number) => Array.from({ length: count }, (_, i) => `n${i}`)
const addAll = async (list: string[]) => {
  for (const name of list) await kit.add({ queue: 'notes', payload: name, key: `key ${name.at(-1)}` })
}
const allNoted = (list: string[]) =>
  eventually(async () => expect((await kit.noted()).toSorted()).toEqual(list.toSorted()), {
    withinMs: 25_000,
  })

test('another process that does not poll is woken by a commit here', async () => {
  kit.run({})
  const worker = start({ leaseMs: 1_000, workMs: 0, pollMs: 600_000 })
  await addAll(['first'])
  await eventually(() => worker.begun.includes('first'))
  await addAll(['second'])
  await allNoted(['first', 'second'])
  expect(worker.begun).toEqual(['first', 'second'])
})

test('the jobs of a process that is killed are taken over when their lease is over; no effect happens twice', async () => {
  const victim = start({ leaseMs: 500, workMs: 600_000 })
  await addAll(names(5))
  await eventually(() => victim.begun.length > 0)
  await victim.kill()
  kit.run({ notes: { handler: noting(), leaseMs: 500 } })
  await allNoted(names(5))
  const [row] = await kit.owner`select max(attempt) as most from noted`
  expect(row!.most).toBe(2)
})

test('a job that ends its process again and again is dead in the end', async () => {
  kit.run({ notes: { handler: noting(), attempts: 2 } })
  await kit.owner`
    insert into job (queue, payload, attempt, lease_until) values ('notes', '"deadly"', 2, now() - interval '1 s')`
  await eventually(() => kit.outcomes.includes('dead'))
  const [row] = await kit.owner`select last_error from job`
  expect(row!.last_error).toBe('Error: The process ended 2 times while it was working on it')
  expect(await kit.noted()).toEqual([])
})

test('a process that sleeps through its lease and wakes up again changes nothing', async () => {
  const sleeper = start({ leaseMs: 600, workMs: 1_000 })
  await addAll(['zombie'])
  await eventually(() => sleeper.begun.includes('zombie'))
  sleeper.signal('SIGSTOP')
  const next = start({ leaseMs: 2_000, workMs: 0 })
  await allNoted(['zombie'])
  sleeper.signal('SIGCONT')
  await next.kill()
  await addAll(['later'])
  await eventually(() => sleeper.begun.includes('later'))
  await allNoted(['zombie', 'later'])
  expect(await kit.owner`select name from noted where attempt = 1`).toEqual([{ name: 'later' }])
})

test('every job takes effect once while several processes are killed, put to sleep and cut off', async () => {
  const list = names(150)
  const fleet = Array.from({ length: 3 }, () => start({ leaseMs: 700, workMs: 5 }))
  await addAll(list.slice(0, 100))
  let round = 0
  await eventually(
    async () => {
      const worker = fleet[round++ % fleet.length]!
      await eventually(() => worker.begun.length > 0)
      if (round % 3 === 0) {
        await worker.kill()
        fleet[fleet.indexOf(worker)] = start({ leaseMs: 700, workMs: 5 })
      }
      if (round % 3 === 1) worker.signal('SIGSTOP')
      await kit.owner`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name like 'worker%' and random() < 0.3`
      await kit.owner`select pg_sleep(0.8)`
      worker.signal('SIGCONT')
      return round >= 6
    },
    { withinMs: 60_000 },
  )
  await addAll(list.slice(100))
  await allNoted(list)
  await eventually(async () => expect(await kit.owner`select from job`).toHaveLength(0))
}, 120_000)

test('jobs outlive a restart of the database, in the runner that was at work', async () => {
  const server = await startPostgres()
  const role = { role: 'nowait_order', password: 'secret' }
  await migrate({ ownerUrl: server.url, schema: 'order', ...role, directories: [] })
  const url = server.url.replace('postgres:postgres', 'nowait_order:secret')
  const database = openDatabase({ url, name: 'restarted' })
  const got: unknown[] = []
  const handler = ({ payload }: { payload: unknown }) => void got.push(payload)
  const jobs = startJobs({ database, log, queues: { notes: { handler } } })
  const add = (payload: number) => database.transaction((tx) => enqueue(tx, { queue: 'notes', payload }))
  try {
    await add(1)
    await eventually(() => got.includes(1))
    await server.restart()
    await eventually(() => add(2))
    await eventually(() => expect(new Set(got)).toEqual(new Set([1, 2])))
    await eventually(async () => (await database.sql`select from job`).length === 0)
  } finally {
    await jobs.stop()
    await database.close()
    await server.stop()
  }
})
