import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fakeClock, type FakeClock } from '../testing/fake-clock.ts'
import { type Breaker, type BreakerPhase, createBreaker, noPermit, type Outcome } from './breaker.ts'

const plan = {
  consecutive: 4,
  failureRate: 0.5,
  windowMs: 1_000,
  minCalls: 8,
  slowMs: 50,
  openMs: 300,
  maxOpenMs: 1_000,
  probes: 2,
}
const slotMs = plan.windowMs / 10

/** What a breaker is, as a list of everything that happened: nothing in it is fast or bounded. */
interface Model {
  now: number
  phase: BreakerPhase
  /** Counts phases: a call knows in which it began. */
  era: number
  /** Of this phase. */
  samples: { slot: number; failed: boolean }[]
  openTimes: number
  retryAt: number
  /** Probes of this phase that count: under way or successful. */
  probing: number
  probed: number
  underWay: { permit: number; era: number; began: number }[]
}

interface Real {
  breaker: Breaker
  clock: FakeClock
}

const enterPhase = (model: Model, phase: BreakerPhase) => {
  Object.assign(model, { phase, era: model.era + 1, samples: [], probing: 0, probed: 0 })
}

const openModel = (model: Model) => {
  model.retryAt = model.now + Math.min(plan.maxOpenMs, plan.openMs * 2 ** model.openTimes++)
  enterPhase(model, 'open')
}

const mayEnter = (model: Model): boolean => {
  switch (model.phase) {
    case 'closed':
    case 'forced-closed':
      return true
    case 'forced-open':
      return false
    case 'open':
      return model.now >= model.retryAt
    case 'half-open':
      return model.probing < plan.probes
  }
}

const shouldOpen = (model: Model): boolean => {
  const row = model.samples.length - 1 - model.samples.findLastIndex(({ failed }) => !failed)
  const slot = Math.floor(model.now / slotMs)
  const recent = model.samples.filter((sample) => sample.slot > slot - 10)
  const failures = recent.filter(({ failed }) => failed).length
  const often = recent.length >= plan.minCalls && failures >= recent.length * plan.failureRate
  return row >= plan.consecutive || often
}

// A matcher of the runner costs a hundred times more, and there are tens of thousands.
const equal = (real: unknown, model: unknown) => {
  if (real !== model) throw new Error(`The breaker says ${real}, its rules say ${model}`)
}

// What happens often stands here often.
const times = <T>(count: number, arbitrary: fc.Arbitrary<T>) => Array.from({ length: count }, () => arbitrary)

const same = (model: Model, { breaker }: Real) => {
  equal(breaker.state().phase, model.phase)
  equal(breaker.isShut(), !mayEnter(model))
}

const begin = {
  toString: () => 'begin',
  check: () => true,
  run(model: Model, real: Real) {
    const expected = mayEnter(model)
    if (expected && model.phase === 'open') enterPhase(model, 'half-open')
    if (model.phase === 'half-open' && expected) model.probing += 1
    const permit = real.breaker.enter()
    equal(permit !== noPermit, expected)
    if (expected) model.underWay.push({ permit, era: model.era, began: model.now })
    same(model, real)
  },
}

const end = (pick: number, outcome: Outcome) => ({
  toString: () => `end(${pick}, ${outcome})`,
  check: (model: Readonly<Model>) => model.underWay.length > 0,
  run(model: Model, real: Real) {
    const [call] = model.underWay.splice(pick % model.underWay.length, 1)
    const { permit, era, began } = call!
    const tookMs = model.now - began
    const failed = outcome === 'failure' || (outcome === 'success' && tookMs >= plan.slowMs)
    if (era === model.era && model.phase === 'half-open') {
      if (failed) openModel(model)
      else if (outcome === 'ignored') model.probing -= 1
      else if (++model.probed === plan.probes) {
        model.openTimes = 0
        enterPhase(model, 'closed')
      }
    } else if (era === model.era && outcome !== 'ignored') {
      model.samples.push({ slot: Math.floor(model.now / slotMs), failed })
      if (failed && model.phase === 'closed' && shouldOpen(model)) openModel(model)
    }
    real.breaker.leave(permit, outcome, tookMs)
    same(model, real)
  },
})

const wait = (ms: number) => ({
  toString: () => `wait(${ms})`,
  check: () => true,
  run(model: Model, real: Real) {
    model.now += ms
    real.clock.jump(ms)
    same(model, real)
  },
})

const command = (phase: 'forced-open' | 'forced-closed' | 'closed') => ({
  toString: () => `command(${phase})`,
  check: () => true,
  run(model: Model, real: Real) {
    model.openTimes = 0
    enterPhase(model, phase)
    if (phase === 'closed') real.breaker.reset()
    else real.breaker.force(phase)
    same(model, real)
  },
})

test('whatever happens in whatever order, a breaker does what its rules say', () => {
  const outcome = fc.constantFrom<Outcome>('success', 'success', 'failure', 'failure', 'ignored')
  const commands = fc.commands(
    [
      ...times(8, fc.constant(begin)),
      ...times(
        10,
        fc.tuple(fc.nat(20), outcome).map(([pick, how]) => end(pick, how)),
      ),
      ...times(4, fc.integer({ min: 1, max: 200 }).map(wait)),
      fc.constantFrom('forced-open', 'forced-closed', 'closed').map(command),
    ],
    { maxCommands: 200, size: 'max' },
  )
  const seen = new Set<string>()
  fc.assert(
    fc.property(commands, (steps) => {
      const clock = fakeClock()
      const breaker = createBreaker(plan, clock, ({ from, to }) => seen.add(`${from} > ${to}`))
      const model: Model = {
        now: clock.now(),
        phase: 'closed',
        era: 0,
        samples: [],
        openTimes: 0,
        retryAt: 0,
        probing: 0,
        probed: 0,
        underWay: [],
      }
      fc.modelRun(() => ({ model, real: { breaker, clock } }), steps)
    }),
    { numRuns: 1_000 },
  )
  // Otherwise the steps above would prove nothing about them.
  expect([...seen]).toEqual(
    expect.arrayContaining(['closed > open', 'open > half-open', 'half-open > open', 'half-open > closed']),
  )
})
