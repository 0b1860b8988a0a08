import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { withRequest } from '../request-context.ts'
import { eventually } from '../testing/eventually.ts'
import { enqueue } from './enqueue.ts'
import { type JobKit, noting, openJobKit } from './testing/job-kit.ts'

let kit: JobKit

beforeAll(async () => {
  kit = await openJobKit()
})
afterAll(() => kit.close())
beforeEach(() => kit.clear())

const shown = (names: string[]) => eventually(async () => expect(await kit.noted()).toEqual(names))

describe('a job', () => {
  test('is there when its transaction commits, and never when it rolls back', async () => {
    kit.run({ notes: { handler: noting() } })
    const failing = kit.database.transaction(async (tx) => {
      await enqueue(tx, { queue: 'notes', payload: 'undone' })
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    await kit.add({ queue: 'notes', payload: 'done' })
    await shown(['done'])
  })

  test('reaches its handler as it was enqueued, with the trace of the request', async () => {
    const got: unknown[] = []
    kit.run({ notes: { handler: (job) => void got.push(job) } })
    const payload = { member: '김', tags: ['"', '\\', 'null'], nested: { points: 3 } }
    await withRequest({ traceId: 'a'.repeat(32), deadlineAt: undefined }, () =>
      kit.add({ queue: 'notes', payload, key: 'k' }),
    )
    await eventually(() => got.length === 1)
    expect(got[0]).toEqual({
      id: expect.any(Number),
      queue: 'notes',
      key: 'k',
      payload,
      traceId: 'a'.repeat(32),
      createdAt: expect.any(Date),
      attempt: 1,
      tries: 1,
    })
  })

  test('is left alone by processes that do not work on its queue', async () => {
    kit.run({ others: { handler: noting() } })
    await kit.add({ queue: 'notes', payload: 'kept' })
    await kit.add({ queue: 'others', payload: 'done' })
    await shown(['done'])
    expect(await kit.owner`select attempt from job`).toEqual([{ attempt: 0 }])
  })

  test('that is delayed runs when its time has come, and not before, by the clock of the database', async () => {
    kit.run({ notes: { handler: noting() } }, { pollMs: 60_000 })
    await kit.add({ queue: 'notes', payload: 'far', delayMs: 3_600_000 })
    await kit.add({ queue: 'notes', payload: 'near', delayMs: 150 })
    await shown(['near'])
    const [row] = await kit.owner`
      select finished_at - created_at between '150 ms' and '10 s' as punctual from job_done`
    expect(row).toEqual({ punctual: true })
  })
})

describe('a unique job', () => {
  const once = { queue: 'notes', unique: 'login 1 2026-11-21', payload: 'points' }

  test('is enqueued once, also after it was finished', async () => {
    kit.run({ notes: { handler: noting() } })
    expect(await kit.add(once)).toBe(true)
    await shown(['points'])
    await eventually(async () => (await kit.owner`select from job_done`).length === 1)
    expect(await kit.add(once)).toBe(false)
    expect(await kit.add({ ...once, queue: 'others' })).toBe(true)
    expect(await kit.owner`select queue from job`).toEqual([{ queue: 'others' }])
  })

  test('is enqueued once by many who do it at the same time', async () => {
    const fresh = await Promise.all(Array.from({ length: 30 }, () => kit.add(once)))
    expect(fresh.filter(Boolean)).toHaveLength(1)
    expect(await kit.owner`select from job`).toHaveLength(1)
  })

  test('may be enqueued again after a rollback', async () => {
    const failing = kit.database.transaction(async (tx) => {
      await enqueue(tx, once)
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await kit.add(once)).toBe(true)
  })
})

test('other processes are told of new jobs after the commit, those of a few milliseconds together', async () => {
  const notices: string[] = []
  const listening = await kit.openAnother().listen('job:order', (payload) => notices.push(payload))
  kit.run({})
  await kit.database.transaction(async (tx) => {
    for (let i = 0; i < 20; i++) await enqueue(tx, { queue: 'notes', payload: i })
    await enqueue(tx, { queue: 'others', payload: null })
    expect(notices).toEqual([])
  })
  await eventually(() => notices.length > 0)
  expect(notices.map((text) => JSON.parse(text).queues)).toEqual([['notes', 'others']])
  await listening.stop()
})

test('a job whose notification was lost is found by the poll', async () => {
  kit.run({ notes: { handler: noting() } }, { pollMs: 20 })
  await kit.owner`insert into job (queue, payload) values ('notes', '"quiet"')`
  await eventually(async () => expect(await kit.noted()).toEqual(['quiet']))
})
