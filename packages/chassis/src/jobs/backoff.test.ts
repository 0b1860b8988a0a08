import { expect, test } from 'vitest'
import { backoffMs } from './backoff.ts'

const backoff = { baseMs: 1_000, capMs: 10_000 }

test.each([
  [1, 1_000],
  [2, 2_000],
  [4, 8_000],
  [5, 10_000],
  [2_000, 10_000],
])('the pause after failure %i is anywhere below %i ms', (failures, most) => {
  expect(backoffMs(backoff, failures, () => 0)).toBe(0)
  expect(backoffMs(backoff, failures, () => 0.5)).toBe(most / 2)
  expect(backoffMs(backoff, failures, () => 1)).toBe(most)
})
