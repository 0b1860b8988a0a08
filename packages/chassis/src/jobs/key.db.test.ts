import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '../database.ts'
import { eventually } from '../testing/eventually.ts'
import { discardJob, redriveDead } from './operate.ts'
import { listBlockedKeys } from './statistics.ts'
import { type JobKit, noting, openJobKit, quickly } from './testing/job-kit.ts'

let kit: JobKit
let another: Database

beforeAll(async () => {
  kit = await openJobKit()
  another = kit.openAnother()
})
afterAll(() => kit.close())
beforeEach(() => kit.clear())

const add = (key: string, n: number) => kit.add({ queue: 'notes', key, payload: `${key}${n}` })
const of = (key: string, names: string[]) => names.filter((name) => name.startsWith(key))
const shown = (key: string, names: string[]) =>
  eventually(async () => expect(of(key, await kit.noted())).toEqual(names))

describe('a poison job', () => {
  let poisonous = true

  const run = (deadKeeps: 'block' | 'skip') => {
    poisonous = true
    return kit.run({
      notes: {
        ...quickly,
        deadKeeps,
        handler: noting(({ payload }) => {
          if (poisonous && payload === 'p1') throw new Error('cannot digest')
        }),
      },
    })
  }

  test('holds up its own key and no other, until it is redriven', async () => {
    run('block')
    for (const n of [1, 2, 3]) {
      await add('p', n)
      await add('h', n)
    }
    await shown('h', ['h1', 'h2', 'h3'])
    const [blocked] = await eventually(async () => {
      const keys = await listBlockedKeys(kit.database.sql)
      expect(keys).toHaveLength(1)
      return keys
    })
    expect(blocked).toEqual({
      queue: 'notes',
      key: 'p',
      job: expect.any(Number),
      lastError: 'Error: cannot digest',
      waiting: 2,
    })
    expect(of('p', await kit.noted())).toEqual([])
    poisonous = false
    expect(await redriveDead(kit.database, { actor: 'ops', queue: 'notes' })).toBe(1)
    await shown('p', ['p1', 'p2', 'p3'])
  })

  test('lets the others of its key go on when it is discarded', async () => {
    run('block')
    for (const n of [1, 2]) await add('p', n)
    const [blocked] = await eventually(async () => {
      const keys = await listBlockedKeys(kit.database.sql)
      expect(keys).toHaveLength(1)
      return keys
    })
    await discardJob(kit.database, { id: blocked!.job, actor: 'ops' })
    await shown('p', ['p2'])
  })

  test('is passed by the others of its key where the queue says so', async () => {
    run('skip')
    for (const n of [1, 2, 3]) await add('p', n)
    await shown('p', ['p2', 'p3'])
    expect(await listBlockedKeys(kit.database.sql)).toEqual([])
    poisonous = false
    await redriveDead(kit.database, { actor: 'ops' })
    await shown('p', ['p2', 'p3', 'p1'])
  })

  test('with very many others behind it costs the claims of other keys nothing', async () => {
    run('block')
    await add('p', 1)
    await eventually(() => kit.outcomes.includes('dead'))
    await kit.owner`insert into job (queue, key, payload) select 'notes', 'p', to_jsonb('p' || i) from generate_series(2, 2000) i`
    await add('h', 1)
    await shown('h', ['h1'])
    await eventually(async () => {
      const [row] =
        await kit.owner`select count(*)::int as due from job where dead_at is null and run_at <= now()`
      expect(row!.due).toBeLessThan(100)
    })
  })
})

// What may happen to a job, try by try.
const fate = fc.record({
  key: fc.constantFrom('a', 'b', 'c'),
  failures: fc.nat({ max: 2 }),
  delayMs: fc.constantFrom(0, 0, 0, 5),
})

test('whatever fails, is delayed or taken by which process, the jobs of a key take effect in their order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fate, { minLength: 1, maxLength: 25 }), async (fates) => {
      await kit.clear()
      const running = new Set<string>()
      const handler = noting(async ({ payload, key, tries }) => {
        expect(running).not.toContain(key)
        running.add(key!)
        await kit.database.ping()
        running.delete(key!)
        const { failures } = fates[Number((payload as string).slice(1))]!
        if (tries <= failures) throw new Error('not yet')
      })
      const queue = { handler, attempts: 5, backoff: { baseMs: 5, capMs: 20 }, concurrency: 4 }
      kit.run({ notes: queue })
      kit.run({ notes: queue }, { database: another })
      for (const [n, { key, delayMs }] of fates.entries())
        await kit.add({ queue: 'notes', key, payload: `${key}${n}`, delayMs })
      await eventually(async () => expect(await kit.noted()).toHaveLength(fates.length))
      const noted = await kit.noted()
      for (const key of ['a', 'b', 'c'])
        expect(of(key, noted)).toEqual(fates.flatMap((each, n) => (each.key === key ? `${key}${n}` : [])))
    }),
    { numRuns: 12 },
  )
}, 120_000)
