import { expect, test } from 'vitest'
import { randomFrom } from '../events/torture/random.ts'
import { drawWait } from './waits.ts'

const drawn = (wait: Parameters<typeof drawWait>[0]) => {
  const random = randomFrom(7)
  return Array.from({ length: 20_000 }, () => drawWait(wait, random)).toSorted((a, b) => a - b)
}

test('a fixed wait is always the same', () => {
  expect(new Set(drawn({ shape: 'fixed', ms: 900 }))).toEqual(new Set([900]))
})

test('a uniform wait lies between its ends, and in their middle on average', () => {
  const waits = drawn({ shape: 'uniform', minMs: 100, maxMs: 300 })
  expect(waits[0]).toBeGreaterThanOrEqual(100)
  expect(waits.at(-1)).toBeLessThan(300)
  expect(waits.reduce((sum, each) => sum + each, 0) / waits.length).toBeCloseTo(200, -1)
})

test('a long-tailed wait has the median and the 99th percentile it was given', () => {
  const waits = drawn({ shape: 'long-tailed', p50Ms: 50, p99Ms: 2_000 })
  expect(waits[10_000]! / 50).toBeCloseTo(1, 1)
  expect(waits[19_800]! / 2_000).toBeGreaterThan(0.85)
  expect(waits[19_800]! / 2_000).toBeLessThan(1.15)
})
