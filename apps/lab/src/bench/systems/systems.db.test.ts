import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '@nowait/chassis/testing/eventually'
import { insertOrder } from '../order.ts'
import { openPlace, type Place } from '../place.ts'
import { openSystem, type SystemName } from './open-systems.ts'
import type { JobSystem } from './system.ts'

let place: Place
beforeAll(async () => {
  place = await openPlace()
})
afterAll(() => place.stop())

const names: SystemName[] = [
  'ours',
  'graphile-worker',
  'graphile-worker, tuned',
  'pg-boss',
  'pg-boss, prepared',
  'pg-boss, notified',
]

/** An order that defers something; with a failure behind it when told so. */
const order = (system: JobSystem, failure?: Error) =>
  place.database.transaction(async (tx) => {
    const job = await insertOrder(tx)
    await system.enqueue(tx, job)
    if (failure) throw failure
    return job
  })

// Otherwise a ratio would compare what is not the same.
test.for(names)(
  '%s does the job of each order once, with its payload, and none of an order that failed',
  async (name) => {
    const system = await openSystem(name, place)
    try {
      await expect(order(system, new Error('no'))).rejects.toThrow('no')
      expect(await system.left()).toBe(0)
      const placed = await Promise.all(Array.from({ length: 20 }, () => order(system)))
      expect(await system.left()).toBe(20)

      const done: unknown[] = []
      const working = await system.work((job) => void done.push(job))
      await eventually(async () => done.length >= 20 && (await system.left()) === 0, { withinMs: 25_000 })
      await working.stop()
      expect(done).toHaveLength(20)
      expect(done).toEqual(expect.arrayContaining(placed))
    } finally {
      await system.close()
    }
  },
)

test.for(names)('a backlog of %s is as large as was asked for, and can be forgotten', async (name) => {
  const system = await openSystem(name, place)
  try {
    await system.fill(300)
    expect(await system.left()).toBe(300)
    await system.clear()
    expect(await system.left()).toBe(0)
  } finally {
    await system.close()
  }
})
