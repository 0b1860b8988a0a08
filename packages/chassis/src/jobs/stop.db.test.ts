import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { eventually } from '../testing/eventually.ts'
import { type JobKit, noting, openJobKit } from './testing/job-kit.ts'

let kit: JobKit

beforeAll(async () => {
  kit = await openJobKit()
})
afterAll(() => kit.close())
beforeEach(() => kit.clear())

test('a runner that stops lets a handler finish within its grace', async () => {
  const begun = Promise.withResolvers<void>()
  const goOn = Promise.withResolvers<void>()
  const jobs = kit.run(
    {
      notes: {
        handler: noting(() => {
          begun.resolve()
          return goOn.promise
        }),
      },
    },
    { graceMs: 60_000 },
  )
  await kit.add({ queue: 'notes', payload: 'finished' })
  await begun.promise
  const stopped = jobs.stop()
  goOn.resolve()
  await stopped
  expect(await kit.noted()).toEqual(['finished'])
})

test('a runner that stops releases what is not finished, without counting a try, and others take it at once', async () => {
  const begun = Promise.withResolvers<void>()
  const handler = () => {
    begun.resolve()
    return new Promise<void>(() => {})
  }
  const jobs = kit.run({ notes: { handler, leaseMs: 60_000, concurrency: 1 } })
  await kit.add({ queue: 'notes', payload: 'released' })
  await begun.promise
  await jobs.stop()
  expect(kit.outcomes).toEqual(['released'])
  const tries: number[] = []
  kit.run({ notes: { handler: noting((job) => void tries.push(job.tries, job.attempt)) } })
  await eventually(async () => expect(await kit.noted()).toEqual(['released']))
  expect(tries).toEqual([1, 2])
})
