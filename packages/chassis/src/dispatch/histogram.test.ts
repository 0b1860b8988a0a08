import { expect, test } from 'vitest'
import { createHistogram, mergeLatencies } from './histogram.ts'

test('before the first call there is no latency', () => {
  expect(createHistogram().read()).toMatchObject({ p50: null, p99: null })
})

test('half of the calls and nearly all of them took at most so long', () => {
  const histogram = createHistogram()
  for (let i = 0; i < 97; i++) histogram.add(3)
  for (let i = 0; i < 3; i++) histogram.add(700)
  expect(histogram.read()).toMatchObject({ p50: 5, p99: 1_000 })
})

test('what takes longer than anything foreseen counts as the longest', () => {
  const histogram = createHistogram()
  histogram.add(1e9)
  expect(histogram.read()).toMatchObject({ p50: 60_000, p99: 60_000 })
})

test('the latency of several processes is that of all their calls', () => {
  const [one, other] = [createHistogram(), createHistogram()]
  for (let i = 0; i < 97; i++) one.add(3)
  for (let i = 0; i < 3; i++) other.add(700)
  expect(mergeLatencies([one.read(), other.read()])).toMatchObject({ p50: 5, p99: 1_000 })
  expect(mergeLatencies([])).toMatchObject({ p50: null, p99: null })
})
