import { expect, test } from 'vitest'
import { createHistogram } from './histogram.ts'

test('before the first call there is no latency', () => {
  expect(createHistogram().read()).toEqual({ p50: null, p99: null })
})

test('half of the calls and nearly all of them took at most so long', () => {
  const histogram = createHistogram()
  for (let i = 0; i < 97; i++) histogram.add(3)
  for (let i = 0; i < 3; i++) histogram.add(700)
  expect(histogram.read()).toEqual({ p50: 5, p99: 1_000 })
})

test('what takes longer than anything foreseen counts as the longest', () => {
  const histogram = createHistogram()
  histogram.add(1e9)
  expect(histogram.read()).toEqual({ p50: 60_000, p99: 60_000 })
})
