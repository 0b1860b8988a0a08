import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { eventually } from '../testing/eventually.ts'
import { listJobs } from './list.ts'
import { discardJob, redriveDead, retryJob } from './operate.ts'
import { purgeJobs } from './purge.ts'
import type { JobState } from './state.ts'
import { jobStatistics } from './statistics.ts'
import { type JobKit, noting, openJobKit, quickly } from './testing/job-kit.ts'

let kit: JobKit

beforeAll(async () => {
  kit = await openJobKit()
})
afterAll(() => kit.close())
beforeEach(() => kit.clear())

const shown = (names: string[]) => eventually(async () => expect(await kit.noted()).toEqual(names))

/** Dead jobs, one for each error. */
async function bury(...errors: string[]): Promise<number[]> {
  const handler = ({ payload }: { payload: unknown }) => {
    throw new Error(payload as string)
  }
  kit.run({ notes: { ...quickly, handler } })
  for (const error of errors) await kit.add({ queue: 'notes', payload: error })
  await eventually(() => kit.outcomes.filter((each) => each === 'dead').length === errors.length)
  await kit.stopAll()
  const dead = await listJobs(kit.database.sql, { state: 'dead' })
  return dead.map(({ id }) => id).toReversed()
}

const audits = async () =>
  (await kit.owner`select actor, verb, jobs::int[], detail from job_audit order by id`).slice()

test('an operator sees the jobs of a state, page by page', async () => {
  for (let n = 1; n <= 5; n++) await kit.add({ queue: 'notes', payload: n })
  await kit.add({ queue: 'others', payload: 6, key: 'k', delayMs: 60_000 })
  const page = (before?: number) => listJobs(kit.database.sql, { state: 'waiting', before, limit: 2 })
  const first = await page()
  const second = await page(first.at(-1)!.id)
  const third = await page(second.at(-1)!.id)
  expect([first, second, third].map((jobs) => jobs.map(({ payload }) => payload))).toEqual([
    [5, 4],
    [3, 2],
    [1],
  ])
  expect(await listJobs(kit.database.sql, { state: 'delayed' })).toEqual([
    {
      id: expect.any(Number),
      queue: 'others',
      key: 'k',
      state: 'delayed',
      payload: 6,
      traceId: null,
      tries: 0,
      lastError: null,
      createdAt: expect.any(Date),
      at: expect.any(Date),
    },
  ])
  expect(await listJobs(kit.database.sql, { state: 'delayed', queue: 'notes' })).toEqual([])
})

test('every state is told from the others, in lists and in counts', async () => {
  const states: Record<Exclude<JobState, 'done' | 'discarded'>, string> = {
    waiting: 'default values',
    delayed: `(run_at) values (now() + interval '1 min')`,
    retrying: `(run_at, attempt) values (now() + interval '1 min', 1)`,
    running: `(lease_until, attempt) values (now() + interval '1 min', 1)`,
    blocked: `(blocked, run_at) values (true, now() + interval '1 min')`,
    dead: `(dead_at, attempt) values (now(), 9)`,
  }
  await kit.owner`alter table job alter queue set default 'notes', alter payload set default '{}'`
  for (const rest of Object.values(states)) await kit.owner.unsafe(`insert into job ${rest}`)
  await kit.owner`insert into job (created_at, run_at) values (now() - interval '1 hour', now() - interval '1 min')`
  for (const state of Object.keys(states) as JobState[]) {
    const jobs = await listJobs(kit.database.sql, { state })
    expect(new Set(jobs.map((job) => job.state))).toEqual(new Set([state]))
  }
  const [notes] = await jobStatistics(kit.database.sql)
  expect(notes!.counts).toEqual({ waiting: 2, delayed: 1, retrying: 1, running: 1, blocked: 1, dead: 1 })
  expect(Math.floor(notes!.lateMs / 60_000)).toBe(1)
  expect(Math.floor(notes!.oldestMs / 3_600_000)).toBe(1)
})

test('a dead job that is retried has all its tries again, and the audit says who did it', async () => {
  const [id] = await bury('broken')
  expect(await retryJob(kit.database, { id: id!, actor: 'ops@nowait.shop' })).toBe(true)
  const tries: number[] = []
  kit.run({ notes: { ...quickly, handler: noting((job) => void tries.push(job.tries, job.attempt)) } })
  await shown(['broken'])
  expect(tries).toEqual([1, 3])
  expect(await audits()).toEqual([{ actor: 'ops@nowait.shop', verb: 'retry', jobs: [id], detail: {} }])
})

test('what waits for its next try can be retried now', async () => {
  let broken = true
  kit.run({
    notes: {
      backoff: { baseMs: 1e9, capMs: 1e9 },
      handler: noting(() => {
        if (broken) throw new Error('not yet')
      }),
    },
  })
  await kit.add({ queue: 'notes', payload: 'now' })
  await eventually(() => kit.outcomes.includes('retried'))
  broken = false
  const [job] = await listJobs(kit.database.sql, { state: 'retrying' })
  expect(await retryJob(kit.database, { id: job!.id, actor: 'ops' })).toBe(true)
  await shown(['now'])
})

test('a job that runs or is not there cannot be retried, and no audit says so', async () => {
  const begun = Promise.withResolvers<number>()
  kit.run({
    notes: {
      handler: ({ id }) => {
        begun.resolve(id)
        return new Promise(() => {})
      },
    },
  })
  await kit.add({ queue: 'notes', payload: 1 })
  expect(await retryJob(kit.database, { id: await begun.promise, actor: 'ops' })).toBe(false)
  expect(await retryJob(kit.database, { id: 0, actor: 'ops' })).toBe(false)
  expect(await audits()).toEqual([])
})

test('dead jobs are redriven by queue, part of the error and age', async () => {
  const [one, two] = await bury('timeout 1', 'timeout 2', '100% refused')
  await kit.owner`update job set dead_at = now() - interval '1 hour' where id = ${two!}`
  const redrive = (filter: object) => redriveDead(kit.database, { ...filter, actor: 'ops' })
  expect(await redrive({ queue: 'others' })).toBe(0)
  expect(await redrive({ error: '%' })).toBe(1)
  expect(await redrive({ error: 'timeout', deadForMs: 60_000 })).toBe(1)
  expect((await listJobs(kit.database.sql, { state: 'dead' })).map(({ id }) => id)).toEqual([one])
  expect((await audits())[1]).toEqual({
    actor: 'ops',
    verb: 'redrive',
    jobs: [two],
    detail: { error: 'timeout', deadForMs: 60_000 },
  })
})

test('very many dead jobs are redriven in batches, each with its audit', async () => {
  await kit.owner`insert into job (queue, payload, dead_at) select 'notes', '1', now() from generate_series(1, 1200)`
  expect(await redriveDead(kit.database, { actor: 'ops' })).toBe(1_200)
  expect((await audits()).map(({ jobs }) => jobs.length)).toEqual([500, 500, 200])
})

test('a discarded job keeps its payload and stays unique', async () => {
  const job = { queue: 'notes', payload: 'secret', unique: 'once' }
  await kit.add(job)
  const id = (await listJobs(kit.database.sql, { state: 'waiting' }))[0]!.id
  expect(await discardJob(kit.database, { id, actor: 'ops' })).toBe(true)
  expect(await listJobs(kit.database.sql, { state: 'discarded' })).toMatchObject([{ id, payload: 'secret' }])
  expect(await kit.add(job)).toBe(false)
  expect(await audits()).toMatchObject([{ verb: 'discard', jobs: [id] }])
})

test('what was finished long ago is purged in batches, and what was unique about it forgotten', async () => {
  const old = { queue: 'notes', payload: 1, unique: 'old' }
  kit.run({ notes: { handler: () => {} } })
  await kit.add(old)
  await kit.add({ ...old, unique: 'new' })
  await eventually(async () => (await kit.owner`select from job_done`).length === 2)
  await kit.owner`update job_done set finished_at = now() - interval '2 h' where unique_key = 'old'`
  await kit.owner`
    insert into job_done (id, queue, outcome, attempt, created_at, finished_at)
    select -i, 'notes', 'done', 1, now(), now() - make_interval(hours => 3, secs => i) from generate_series(1, 2500) i`
  expect(await purgeJobs(kit.database.sql, 3_600_000)).toBe(2_501)
  expect(await kit.owner`select unique_key from job_done`).toEqual([{ unique_key: 'new' }])
  expect(await kit.add(old)).toBe(true)
  expect(await kit.add({ ...old, unique: 'new' })).toBe(false)
})
