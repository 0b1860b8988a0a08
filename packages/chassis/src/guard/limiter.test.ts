import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fakeClock } from '../testing/fake-clock.ts'
import { createLimiter } from './limiter.ts'

const limiterOf = (more = {}) => {
  const clock = fakeClock()
  return { clock, limiter: createLimiter({ perSecond: 10, burst: 3, ...more }, clock) }
}

test('a full bucket lets a burst through and says when the next token is there', () => {
  const { limiter } = limiterOf()
  expect([1, 2, 3, 4].map(() => limiter.take('kim'))).toEqual([0, 0, 0, 100])
})

test('an empty bucket fills by one token an interval, and never above the burst', () => {
  const { limiter, clock } = limiterOf()
  for (let n = 0; n < 3; n++) limiter.take('kim')
  clock.jump(100)
  expect([limiter.take('kim'), limiter.take('kim')]).toEqual([0, 100])
  clock.jump(1_000_000)
  expect([1, 2, 3, 4].map(() => limiter.take('kim'))).toEqual([0, 0, 0, 100])
})

test('to be refused costs no token', () => {
  const { limiter, clock } = limiterOf()
  for (let n = 0; n < 50; n++) limiter.take('kim')
  clock.jump(100)
  expect(limiter.take('kim')).toBe(0)
  expect(limiter.state()).toMatchObject({ refused: 47 })
})

test('callers have buckets of their own', () => {
  const { limiter } = limiterOf()
  for (let n = 0; n < 4; n++) limiter.take('kim')
  expect(limiter.take('lee')).toBe(0)
})

test('callers whose bucket is full again are forgotten, and never more are kept than may be', () => {
  const { limiter, clock } = limiterOf({ maxCallers: 100 })
  for (let n = 0; n < 1_000; n++) limiter.take(`member ${n}`)
  expect(limiter.state().callers).toBe(100)
  clock.jump(1_000)
  expect(limiter.state().callers).toBe(0)
})

test('in no stretch of time more calls are let through than burst and rate allow', () => {
  const gaps = fc.array(fc.integer({ min: 0, max: 250 }), { minLength: 1, maxLength: 200 })
  const always = () =>
    fc.assert(
      fc.property(gaps, (waits) => {
        const { limiter, clock } = limiterOf()
        const admitted: number[] = []
        for (const ms of waits) {
          clock.jump(ms)
          if (limiter.take('kim') === 0) admitted.push(clock.now())
        }
        return admitted.every((from, first) =>
          admitted.slice(first).every((to, more) => more + 1 <= 3 + (to - from) / 100 + 1e-9),
        )
      }),
    )
  expect(always).not.toThrow()
})

test('who asks no faster than the rate is never refused', () => {
  const { limiter, clock } = limiterOf({ perSecond: 7, burst: 1 })
  for (let n = 0; n < 1_000; n++) {
    expect(limiter.take('kim')).toBe(0)
    clock.jump(1_000 / 7)
  }
})
