import { expect, test } from 'vitest'
import { percentile, spreadOf } from './statistics.ts'

const oneToHundred = Array.from({ length: 100 }, (_, index) => 100 - index)

test('half of the values lie below the median, one in a hundred reaches the 99th percentile', () => {
  expect(percentile(oneToHundred, 0.5)).toBe(51)
  expect(percentile(oneToHundred, 0.99)).toBe(100)
  expect(percentile([], 0.99)).toBeNaN()
})

test('an even number of rounds has its median in the middle of two', () => {
  expect(spreadOf([4, 1, 3, 2])).toEqual({ median: 2.5, min: 1, max: 4 })
  expect(spreadOf([7])).toEqual({ median: 7, min: 7, max: 7 })
})
