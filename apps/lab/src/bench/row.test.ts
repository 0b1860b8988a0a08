import { expect, test } from 'vitest'
import { compare, holds } from './row.ts'

const about = { name: 'x', floor: 2, stretch: 3, unit: 'jobs/s' }

test('a rate is better when it is higher, a time when it is lower, round by round', () => {
  const rate = compare({
    ...about,
    ours: [20, 30, 10],
    peer: { name: 'p', values: [10, 10, 10] },
    better: 'more',
  })
  expect(rate.ratio).toEqual({ median: 2, min: 1, max: 3 })
  const time = compare({ ...about, ours: [5, 10], peer: { name: 'p', values: [20, 20] }, better: 'less' })
  expect(time.ratio).toEqual({ median: 3, min: 2, max: 4 })
})

test('a row holds at its floor, fails below it and when there is no figure; without a floor it is only shown', () => {
  const ratio = (median: number) => ({ median, min: 0, max: 9 })
  expect(holds({ floor: 2, ratio: ratio(2) })).toBe(true)
  expect(holds({ floor: 2, ratio: ratio(1.99) })).toBe(false)
  expect(holds({ floor: 2, ratio: ratio(Number.NaN) })).toBe(false)
  expect(holds({ floor: null, ratio: ratio(0.1) })).toBe(true)
})
