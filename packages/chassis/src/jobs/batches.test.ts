import { expect, test } from 'vitest'
import { createBatches } from './batches.ts'

test('what comes during a write is written together, in order and in batches of limited size', async () => {
  const written: number[][] = []
  const first = Promise.withResolvers<void>()
  const begun = Promise.withResolvers<void>()
  const batches = createBatches<number>(async (items) => {
    written.push(items)
    begun.resolve()
    await first.promise
  }, 3)
  const all = [1, 2].map((n) => batches.add(n))
  await begun.promise
  all.push(...[3, 4, 5, 6].map((n) => batches.add(n)))
  first.resolve()
  await Promise.all(all)
  expect(written).toEqual([[1, 2], [3, 4, 5], [6]])
})

test('a write that fails is the failure of its items alone', async () => {
  const batches = createBatches<number>(async ([item]) => {
    if (item === 1) throw new Error('no')
  }, 1)
  const [one, two] = await Promise.allSettled([batches.add(1), batches.add(2)])
  expect([one.status, two.status]).toEqual(['rejected', 'fulfilled'])
  await batches.add(3)
})
