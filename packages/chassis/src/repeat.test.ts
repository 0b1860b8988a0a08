import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { inBatches, repeat } from './repeat.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('runs again and again, but never twice at once', async () => {
  let begun = 0
  const slow = Promise.withResolvers<void>()
  const repeating = repeat(
    1_000,
    () => (++begun === 2 ? slow.promise : Promise.resolve()),
    () => expect.unreachable(),
  )
  await vi.advanceTimersByTimeAsync(999)
  expect(begun).toBe(0)
  await vi.advanceTimersByTimeAsync(5_001)
  expect(begun).toBe(2)
  slow.resolve()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(begun).toBe(3)
  await repeating.stop()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(begun).toBe(3)
})

test('what fails is told, and tried again in its turn', async () => {
  const told: unknown[] = []
  const failure = new Error('no')
  const repeating = repeat(
    1_000,
    () => Promise.reject(failure),
    (error) => told.push(error),
  )
  await vi.advanceTimersByTimeAsync(2_000)
  expect(told).toEqual([failure, failure])
  await repeating.stop()
})

test('stopping waits for what runs, and tells it', async () => {
  let ended = false
  const repeating = repeat(
    1_000,
    (stopping) =>
      new Promise<void>((resolve) =>
        stopping.addEventListener('abort', () => {
          ended = true
          resolve()
        }),
      ),
    () => expect.unreachable(),
  )
  await vi.advanceTimersByTimeAsync(1_000)
  await repeating.stop()
  expect(ended).toBe(true)
})

test('batches are removed until one is not full', async () => {
  const sizes = [10, 10, 3, 10]
  const asked: number[] = []
  await inBatches(new AbortController().signal, 10, async (most) => (asked.push(most), sizes.shift()!))
  expect(asked).toEqual([10, 10, 10])
})
