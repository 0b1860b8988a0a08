import { expect, test } from 'vitest'
import { type Look, perMinute, withLook } from './rates.ts'

const looked = (...looks: [seconds: number, done: number][]) =>
  looks.reduce<readonly Look[]>((all, [at, done]) => withLook(all, { at: at * 1_000, done }), [])

test('a rate is told once it was looked long enough', () => {
  expect(perMinute(looked())).toBeNull()
  expect(perMinute(looked([0, 5], [8, 6]))).toBeNull()
  expect(perMinute(looked([0, 5], [20, 15]))).toBe(30)
})

test('only the last minute counts', () => {
  expect(perMinute(looked([0, 0], [50, 1_000], [100, 1_000], [105, 1_000]))).toBe(0)
})

test('what an old process takes with it is no negative rate', () => {
  expect(perMinute(looked([0, 500], [30, 20]))).toBe(0)
})

test('looking at the same state again adds nothing', () => {
  const looks = looked([0, 5])
  expect(withLook(looks, { at: 0, done: 5 })).toBe(looks)
})
