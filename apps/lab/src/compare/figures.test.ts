import { expect, test } from 'vitest'
import { burst, pendingOf, seen } from './figures.ts'

/** A request is answered every 20 ms for 5 s, half a second after it was asked. */
const steady = Array.from({ length: 250 }, (_, n) => ({
  operation: `o${n}`,
  askedAt: n * 20,
  answeredAt: n * 20 + 500,
}))

test('25 that five workers answer in groups of five, one group a second: the first after 1 s, the last after 5 s', () => {
  const answered = Array.from({ length: 25 }, (_, n) => ({
    operation: `o${n}`,
    askedAt: 100,
    answeredAt: 100 + (Math.floor(n / 5) + 1) * 1_000,
  }))
  expect(burst(answered)).toEqual({ firstMs: 1_000, lastMs: 5_000 })
  expect(seen(answered).tps).toBe(5)
})

test('50 answers a second whose effect comes 0.9 s later leave 45 works pending, as Little says', () => {
  const effects = new Map(steady.map(({ operation, answeredAt }) => [operation, answeredAt + 900]))
  const { pending, little, effectsMs } = pendingOf(steady, effects)
  expect(pending).toBeCloseTo(45, 0)
  expect(little).toBeCloseTo(45, 0)
  expect(effectsMs).toBe(900)
})

test('what took effect before the answer was never pending', () => {
  const effects = new Map(steady.map(({ operation, answeredAt }) => [operation, answeredAt - 100]))
  expect(pendingOf(steady, effects)).toEqual({ pending: 0, little: 0, effectsMs: 0 })
})

test('an effect that never comes is told', () => {
  expect(pendingOf(steady, new Map()).effectsMs).toBe(Number.POSITIVE_INFINITY)
})
