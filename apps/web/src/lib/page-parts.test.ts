import { expect, test } from 'vitest'
import { ageOf, settle, type Arrived } from './page-parts.ts'

const ready = (data: string, at: number): Arrived<string> => ({ state: 'ready', data, ms: 5, at })
const problem = { code: 'UPSTREAM_TIMEOUT', title: 'late' } as const

test('a part that comes takes the place of what was there', () => {
  const next = settle(ready('old', 0), { state: 'ready', data: 'new', ms: 9 }, 100)
  expect(next).toEqual({ state: 'ready', data: 'new', ms: 9, at: 100 })
})

test('a part that does not come leaves what was there, with its age', () => {
  const next = settle(ready('old', 1_000), { state: 'unavailable', problem, ms: 9 }, 61_000)
  expect(next).toMatchObject({ state: 'stale', data: 'old', ageMs: 60_000, problem })
  expect(ageOf(next, 71_000)).toBe(70_000)
})

test('a part that never came is missing', () => {
  expect(settle(undefined, { state: 'unavailable', problem, ms: 9 }, 1)).toMatchObject({
    state: 'unavailable',
  })
})

test('old data grows older while it fails again and again', () => {
  const once = settle(ready('old', 0), { state: 'unavailable', problem, ms: 1 }, 10_000)
  const twice = settle(once, { state: 'unavailable', problem, ms: 1 }, 30_000)
  expect(ageOf(twice, 30_000)).toBe(30_000)
})
