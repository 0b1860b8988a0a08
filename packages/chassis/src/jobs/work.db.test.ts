import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { insideTransaction } from '../database.ts'
import { eventually } from '../testing/eventually.ts'
import { discardJob } from './operate.ts'
import { type JobKit, noting, openJobKit, quickly } from './testing/job-kit.ts'

let kit: JobKit

beforeAll(async () => {
  kit = await openJobKit()
})
afterAll(() => kit.close())
beforeEach(() => kit.clear())

const shown = (names: string[]) => eventually(async () => expect(await kit.noted()).toEqual(names))
const ended = (...outcomes: string[]) => eventually(() => expect(kit.outcomes.toSorted()).toEqual(outcomes))

describe('a handler', () => {
  test('runs outside any transaction, its effect inside the one that finishes the job', async () => {
    const where: boolean[] = []
    kit.run({
      notes: {
        handler: () => {
          where.push(insideTransaction())
          return async (tx) => {
            where.push(insideTransaction())
            expect(await tx`select from job`).toHaveLength(0)
          }
        },
      },
    })
    await kit.add({ queue: 'notes', payload: 1 })
    await ended('done')
    expect(where).toEqual([false, true])
  })

  test('that fails is tried again; what its effect had written is undone', async () => {
    let broken = true
    kit.run({
      notes: {
        ...quickly,
        handler: (job) => async (tx) => {
          await tx`insert into noted (name, attempt) values ('half', ${job.attempt})`
          if (broken) {
            broken = false
            throw new Error('half done')
          }
        },
      },
    })
    await kit.add({ queue: 'notes', payload: 1 })
    await ended('done', 'retried')
    expect(await kit.owner`select name, attempt from noted`).toEqual([{ name: 'half', attempt: 2 }])
  })

  test('that fails too often leaves a dead job with the last error', async () => {
    kit.run({
      notes: {
        ...quickly,
        handler: ({ tries }) => {
          throw new Error(`try ${tries} \0 \ud800 "failed"`)
        },
      },
    })
    await kit.add({ queue: 'notes', payload: 1 })
    await ended('dead', 'retried')
    expect(await kit.owner`select last_error, attempt, dead_at <= now() as dead from job`).toEqual([
      { last_error: 'Error: try 2  \ufffd "failed"', attempt: 2, dead: true },
    ])
  })

  test('that takes too long is aborted and has failed, also when it does not listen', async () => {
    const signals: AbortSignal[] = []
    kit.run({
      notes: {
        ...quickly,
        // Not so short that a busy machine loses the job before it looks at the limit.
        leaseMs: 6_000,
        limitMs: 50,
        handler: (_, { signal }) => {
          signals.push(signal)
          return new Promise(() => {})
        },
      },
    })
    await kit.add({ queue: 'notes', payload: 1 })
    await ended('dead', 'retried')
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true])
    const [{ last_error: error }] = (await kit.owner`select last_error from job`) as unknown as [
      { last_error: string },
    ]
    expect(error).toBe('Error: The handler took longer than 50 ms')
  })

  test('keeps its job while it works for longer than the lease', async () => {
    const isOver = async (lease: string) =>
      (await kit.owner`select clock_timestamp() > ${lease}::timestamptz as over`)[0]!.over as boolean
    kit.run({
      notes: {
        leaseMs: 2_000,
        handler: noting(async ({ id }) => {
          const [row] = await kit.owner`select lease_until::text from job where id = ${id}`
          await eventually(() => isOver(row!.lease_until))
        }),
      },
    })
    kit.run({ notes: { handler: noting() } }, { database: kit.openAnother(), pollMs: 20 })
    await kit.add({ queue: 'notes', payload: 'long' })
    await shown(['long'])
    expect(await kit.owner`select attempt from noted`).toEqual([{ attempt: 1 }])
  })

  test('that comes back after its lease was over and another has done the job changes nothing', async () => {
    const begun = Promise.withResolvers<number>()
    const goOn = Promise.withResolvers<void>()
    const handler = noting(({ id }) => {
      begun.resolve(id)
      return goOn.promise
    })
    kit.run({ notes: { handler, leaseMs: 60_000, concurrency: 1 } })
    await kit.add({ queue: 'notes', payload: 'once' })
    await kit.owner`update job set lease_until = now() - interval '1 s' where id = ${await begun.promise}`
    kit.run({ notes: { handler: noting() } }, { database: kit.openAnother(), pollMs: 20 })
    await shown(['once'])
    goOn.resolve()
    await ended('done', 'lost')
    expect(await kit.owner`select attempt from noted`).toEqual([{ attempt: 2 }])
  })

  test.each([
    ['finish', () => {}],
    [
      'fail',
      () => {
        throw new Error('late')
      },
    ],
  ])('cannot %s a job that another has claimed meanwhile', async (_, end) => {
    const begun = [Promise.withResolvers<number>(), Promise.withResolvers<number>()]
    const goOn = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const handler = noting(async ({ id, attempt }) => {
      begun[attempt - 1]!.resolve(id)
      await goOn[attempt - 1]!.promise
      if (attempt === 1) end()
    })
    kit.run({ notes: { handler, leaseMs: 60_000, concurrency: 1 } })
    await kit.add({ queue: 'notes', payload: 'once' })
    await kit.owner`update job set lease_until = now() - interval '1 s' where id = ${await begun[0]!.promise}`
    kit.run({ notes: { handler, leaseMs: 60_000 } }, { database: kit.openAnother(), pollMs: 20 })
    await begun[1]!.promise
    goOn[0]!.resolve()
    await ended('lost')
    goOn[1]!.resolve()
    await ended('done', 'lost')
    expect(await kit.owner`select attempt from noted`).toEqual([{ attempt: 2 }])
  })

  test('is aborted when its own process claims the job again', async () => {
    const signals: AbortSignal[] = []
    const handler = noting(async () => {})
    kit.run(
      {
        notes: {
          leaseMs: 60_000,
          handler: (job, call) => {
            signals.push(call.signal)
            return signals.length === 1 ? new Promise(() => {}) : handler(job, call)
          },
        },
      },
      { pollMs: 20 },
    )
    await kit.add({ queue: 'notes', payload: 'again' })
    await eventually(() => signals.length === 1)
    await kit.owner`update job set lease_until = now() - interval '1 s'`
    await shown(['again'])
    await ended('done', 'lost')
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false])
  })

  test('does nothing when its job was discarded meanwhile', async () => {
    const begun = Promise.withResolvers<number>()
    const goOn = Promise.withResolvers<void>()
    kit.run({
      notes: {
        handler: noting(async ({ id }) => {
          begun.resolve(id)
          await goOn.promise
        }),
      },
    })
    await kit.add({ queue: 'notes', payload: 'gone' })
    expect(await discardJob(kit.database, { id: await begun.promise, actor: 'ops' })).toBe(true)
    goOn.resolve()
    await ended('lost')
    expect(await kit.noted()).toEqual([])
  })
})

test('no more handlers run at once than the queue says, and each job runs once in several processes', async () => {
  let now = 0
  let most = 0
  const handler = noting(async () => {
    most = Math.max(most, ++now)
    await kit.database.ping()
    now--
  })
  const names = Array.from({ length: 200 }, (_, i) => `n${i}`)
  await kit.database
    .sql`insert into job (queue, payload) select 'notes', to_jsonb(name) from unnest(${names}::text[]) name`
  kit.run({ notes: { handler, concurrency: 3 } })
  kit.run({ notes: { handler: noting(), concurrency: 3 } }, { database: kit.openAnother() })
  await eventually(async () => expect((await kit.noted()).toSorted()).toEqual(names.toSorted()))
  await eventually(() => expect(kit.outcomes).toEqual(names.map(() => 'done')))
  expect(most).toBeLessThanOrEqual(3)
})
