import { expect, test } from 'vitest'
import { uuidv7 } from '../uuidv7.ts'
import { partitionOf, partitions } from './partition-of.ts'

test('an aggregate never changes its partition', () => {
  const known = ['', 'a', '0193e9b4-7b1e-7cc3-8f35-2b1c7a6f0d11', 'points:7', '주문'].map(partitionOf)
  expect(known).toEqual([9, 0, 10, 4, 9])
})

test('aggregates spread evenly over the partitions', () => {
  const counts = Array.from({ length: partitions }, () => 0)
  for (let i = 0; i < 16_000; i++) counts[partitionOf(uuidv7())]!++
  expect(Math.min(...counts)).toBeGreaterThan(800)
  expect(Math.max(...counts)).toBeLessThan(1_200)
})
