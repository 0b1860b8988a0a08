import { expect, test } from 'vitest'
import { fakeClock } from '../testing/fake-clock.ts'
import { createAdmission } from './admission.ts'
import { createGradientLimit, type GradientPlan } from './gradient-limit.ts'
import { type Phase, simulate } from './testing/simulated-server.ts'

/** 20 slots of 100 ms: 200 answers a second at best. */
const server = { slots: 20, workMs: 100 }
const best = 200

function run(phases: Phase[], plan: GradientPlan = {}) {
  const clock = fakeClock()
  const limit = createGradientLimit(plan, clock)
  return { results: simulate(createAdmission(limit, clock), clock, phases), limit, clock }
}

test('ten times more than fits: what is answered stays at the best, and in time', () => {
  const { results } = run([
    { ...server, forMs: 10_000, perSecond: 100 },
    { ...server, forMs: 60_000, perSecond: 10 * best },
  ])
  const overload = results[1]!
  expect(overload.goodPerSecond).toBeGreaterThan(0.95 * best)
  expect(overload.p99Ms).toBeLessThan(2 * server.workMs)
})

test('when the overload is over, all are let in again at once', () => {
  const { results } = run([
    { ...server, forMs: 60_000, perSecond: 10 * best },
    { ...server, forMs: 5_000, perSecond: 150 },
  ])
  expect(results[1]!.goodPerSecond).toBeGreaterThan(0.95 * 150)
})

test('an overload of ten minutes does not teach it that waiting is normal', () => {
  const minute = { ...server, forMs: 60_000, perSecond: 10 * best }
  const { results } = run(Array.from({ length: 10 }, () => minute))
  const [first, last] = [results[0]!, results.at(-1)!]
  expect(last.p50Ms).toBeLessThan(1.1 * first.p50Ms)
  expect(last.limit).toBeLessThanOrEqual(first.limit + 2)
})

test('a server that becomes four times slower is not asked for more, and loses nothing of what it can do', () => {
  const { results } = run([
    { ...server, forMs: 20_000, perSecond: 400 },
    { ...server, forMs: 60_000, perSecond: 400, workMs: 400 },
    { ...server, forMs: 20_000, perSecond: 400 },
  ])
  expect(results[1]!.goodPerSecond).toBeGreaterThan(0.9 * (best / 4))
  expect(results[1]!.p50Ms).toBeLessThan(1.5 * 400)
  expect(results[2]!.goodPerSecond).toBeGreaterThan(0.95 * best)
})

test('it finds a limit far above and far below where it began', () => {
  const many = run([{ slots: 200, workMs: 100, forMs: 40_000, perSecond: 20_000 }])
  expect(many.limit.limit).toBeGreaterThan(200)
  const few = run([{ slots: 2, workMs: 100, forMs: 60_000, perSecond: 500 }])
  expect(few.limit.limit).toBeLessThan(8)
})

test('few callers move nothing: they say nothing about how many there could be', () => {
  const { limit } = run([{ ...server, forMs: 60_000, perSecond: 20 }])
  expect(limit.limit).toBe(20)
})

test('it stays between its bounds', () => {
  const grown = run([{ slots: 500, workMs: 10, forMs: 30_000, perSecond: 20_000 }], { max: 60 })
  expect(grown.limit.limit).toBe(60)
  const clock = fakeClock()
  const shrunk = createGradientLimit({ initial: 40, min: 10, smoothing: 1 }, clock)
  for (const rttMs of [10, ...Array.from({ length: 8 }, () => 1_000)])
    for (let n = 0; n < 20; n++, clock.jump(5)) shrunk.sample(clock.now() - rttMs, 40)
  expect(shrunk.limit).toBe(10)
})

test('while it measures how long an answer takes without a queue, half the limit holds', () => {
  const clock = fakeClock()
  const limit = createGradientLimit({ initial: 40 }, clock)
  const answers = (count: number, inFlight: number) => {
    for (let n = 0; n < count; n++) limit.sample(clock.now() - 100, inFlight)
  }
  answers(10, 5)
  clock.jump(100)
  answers(10, 5)
  expect(limit.state()).toMatchObject({ limit: 40, noLoadMs: 100, probing: false })
  clock.jump(1_100)
  answers(1, 5)
  expect(limit.state()).toMatchObject({ limit: 20, probing: true })
  answers(1, 20)
  clock.jump(60)
  for (let n = 0; n < 10; n++) limit.sample(clock.now() - 60, 5)
  expect(limit.state()).toMatchObject({ limit: 40, noLoadMs: 60, probing: false })
})

test('the way the limit went can be read, and does not grow', () => {
  const { limit } = run([{ ...server, forMs: 120_000, perSecond: 10 * best }])
  const { history } = limit.state()
  expect(history).toHaveLength(60)
  expect(history.every(({ at }, n) => n === 0 || at - history[n - 1]!.at >= 1_000)).toBe(true)
})
