import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { eventually } from '../testing/eventually.ts'
import { type JobKit, noting, openJobKit } from './testing/job-kit.ts'
import { Hopeless, NotBefore } from './verdict.ts'

let kit: JobKit
beforeAll(async () => {
  kit = await openJobKit()
})
afterAll(() => kit.close())
beforeEach(() => kit.clear())

const plan = { attempts: 100, backoff: { baseMs: 1, capMs: 1 } }
const failing = (error: Error) =>
  kit.run({
    notes: {
      ...plan,
      handler: () => {
        throw error
      },
    },
  })

test('a job without hope is dead at once, however many tries its queue has', async () => {
  failing(new Hopeless(new Error('IDEMPOTENCY_KEY_REUSED')))
  await kit.add({ queue: 'notes', payload: 1 })
  await eventually(() => expect(kit.outcomes).toEqual(['dead']))
  expect(await kit.owner`select attempt, last_error from job`).toEqual([
    { attempt: 1, last_error: 'Hopeless: IDEMPOTENCY_KEY_REUSED' },
  ])
})

test('a job that was told how long to wait comes again no earlier', async () => {
  failing(new NotBefore(new Error('still running'), 60_000))
  await kit.add({ queue: 'notes', payload: 1 })
  await eventually(() => expect(kit.outcomes).toEqual(['retried']))
  const [row] = await kit.owner<{ far: boolean }[]>`
    select run_at > created_at + interval '60 seconds' as far from job`
  expect(row!.far).toBe(true)
})

test('jobs of a queue that rests are not begun, and are as soon as it may go on', async () => {
  let restMs = 60_000
  const jobs = { notes: { handler: noting(), restMs: () => restMs }, others: { handler: noting() } }
  kit.run(jobs, { pollMs: 20 })
  await kit.add({ queue: 'notes', payload: 'later' })
  await kit.add({ queue: 'others', payload: 'now' })
  await eventually(async () => expect(await kit.noted()).toEqual(['now']))
  expect(await kit.owner`select attempt from job`).toEqual([{ attempt: 0 }])
  restMs = 0
  await eventually(async () => expect(await kit.noted()).toEqual(['now', 'later']))
})
