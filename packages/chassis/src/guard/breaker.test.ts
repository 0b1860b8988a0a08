import { expect, test } from 'vitest'
import { fakeClock } from '../testing/fake-clock.ts'
import { createBreaker, noPermit, type Outcome, type Transition } from './breaker.ts'
import type { BreakerPlan } from './plan.ts'

function breakerOf(plan: BreakerPlan = {}) {
  const clock = fakeClock()
  const changes: Transition[] = []
  const breaker = createBreaker(
    { consecutive: 3, minCalls: 10, failureRate: 0.5, openMs: 1_000, maxOpenMs: 4_000, probes: 3, ...plan },
    clock,
    (change) => changes.push(change),
  )
  const call = (outcome: Outcome, tookMs = 1) => {
    const permit = breaker.enter()
    if (permit !== noPermit) breaker.leave(permit, outcome, tookMs)
    return permit !== noPermit
  }
  const calls = (...outcomes: Outcome[]) => outcomes.map((outcome) => call(outcome))
  return { breaker, clock, changes, call, calls, phase: () => breaker.state().phase }
}

const opened = (plan?: BreakerPlan) => {
  const all = breakerOf(plan)
  all.calls('failure', 'failure', 'failure')
  return all
}

const halfOpen = (plan?: BreakerPlan) => {
  const all = opened(plan)
  all.clock.jump(1_000)
  return all
}

test('closed: everything is let through', () => {
  const { calls, phase } = breakerOf()
  expect(calls('success', 'success', 'success')).toEqual([true, true, true])
  expect(phase()).toBe('closed')
})

test('closed to open: so many failures in a row', () => {
  const { changes, phase } = opened()
  expect(phase()).toBe('open')
  expect(changes).toMatchObject([{ from: 'closed', to: 'open', cause: 'failures-in-a-row' }])
})

test('closed: a success in between starts the row anew', () => {
  const { calls, phase } = breakerOf()
  calls('failure', 'failure', 'success', 'failure', 'failure')
  expect(phase()).toBe('closed')
})

test('closed to open: half of the calls of a window fail, though never in a row', () => {
  const { calls, changes } = breakerOf()
  for (let pair = 0; pair < 5; pair++) calls('success', 'failure')
  expect(changes).toMatchObject([{ to: 'open', cause: 'failure-rate' }])
})

test('closed: a few calls say nothing about a rate', () => {
  const { calls, phase } = breakerOf()
  calls('failure', 'success', 'failure', 'success', 'failure')
  expect(phase()).toBe('closed')
})

test('closed: failures older than the window are forgotten', () => {
  const { calls, clock, phase, breaker } = breakerOf({ windowMs: 10_000 })
  calls('failure', 'success', 'failure', 'success', 'failure', 'success', 'failure', 'success')
  clock.jump(11_000)
  expect(breaker.state().samples).toEqual({ calls: 0, failures: 0, slow: 0 })
  calls('failure', 'success')
  expect(phase()).toBe('closed')
})

test('closed to open: answers that come too late to be of use are failures', () => {
  const { call, phase } = breakerOf({ slowMs: 200 })
  for (let n = 0; n < 3; n++) call('success', 200)
  expect(phase()).toBe('open')
})

test('closed: what the caller took back counts neither way', () => {
  const { calls, phase, breaker } = breakerOf()
  calls('failure', 'failure', 'ignored', 'ignored', 'ignored')
  expect(breaker.state()).toMatchObject({ failuresInARow: 2, samples: { calls: 2 } })
  calls('failure')
  expect(phase()).toBe('open')
})

test('open: nothing is let through, and it says since when and for how long', () => {
  const { breaker, clock, call } = opened()
  const { since } = breaker.state()
  clock.jump(400)
  expect(call('success')).toBe(false)
  expect(breaker.refuse()).toEqual({ since, retryAfterMs: 600 })
  expect(breaker.state()).toMatchObject({ phase: 'open', nextTryInMs: 600, refused: 1 })
})

test('open: a late answer of a call that began before does not close it', () => {
  const { breaker, calls, phase } = breakerOf()
  const early = breaker.enter()
  calls('failure', 'failure', 'failure')
  breaker.leave(early, 'success', 500)
  expect(phase()).toBe('open')
})

test('open to half-open: the first call after the open time is let through', () => {
  const { breaker, phase, changes } = halfOpen()
  expect(breaker.isShut()).toBe(false)
  expect(breaker.enter()).not.toBe(noPermit)
  expect(phase()).toBe('half-open')
  expect(changes.at(-1)).toMatchObject({ from: 'open', to: 'half-open', cause: 'open-time-over' })
})

test('half-open: exactly as many calls as there are probes are let through', () => {
  const { breaker } = halfOpen()
  const permits = Array.from({ length: 100 }, () => breaker.enter())
  expect(permits.filter((permit) => permit !== noPermit)).toHaveLength(3)
  expect(breaker.isShut()).toBe(true)
})

test('half-open: a probe that its caller took back makes room for another', () => {
  const { breaker } = halfOpen()
  const permits = [breaker.enter(), breaker.enter(), breaker.enter()]
  breaker.leave(permits[0]!, 'ignored', 1)
  expect(breaker.enter()).not.toBe(noPermit)
  expect(breaker.enter()).toBe(noPermit)
})

test('half-open: an answer of a call that began before the circuit opened is no probe', () => {
  const { breaker, calls, clock, phase } = breakerOf({ probes: 1 })
  const early = breaker.enter()
  calls('failure', 'failure', 'failure')
  clock.jump(1_000)
  const probe = breaker.enter()
  breaker.leave(early, 'failure', 2_000)
  expect(phase()).toBe('half-open')
  breaker.leave(probe, 'success', 1)
  expect(phase()).toBe('closed')
})

test('half-open to closed: all probes have to succeed', () => {
  const { calls, changes, phase } = halfOpen()
  calls('success', 'success')
  expect(phase()).toBe('half-open')
  calls('success')
  expect(changes.at(-1)).toMatchObject({ from: 'half-open', to: 'closed', cause: 'probes-succeeded' })
})

test('half-open to open: one failed or slow probe is enough', () => {
  const failing = halfOpen()
  failing.calls('success', 'failure')
  expect(failing.changes.at(-1)).toMatchObject({ from: 'half-open', to: 'open', cause: 'probe-failed' })
  const slow = halfOpen({ slowMs: 100 })
  slow.call('success', 150)
  expect(slow.phase()).toBe('open')
})

test('each failed probe doubles the open time, up to its cap; closing starts anew', () => {
  const { calls, clock, breaker, phase } = opened()
  const openTimes = [1_000, 2_000, 4_000, 4_000].map((expected) => {
    const { nextTryInMs } = breaker.state()
    clock.jump(expected)
    calls('failure')
    return nextTryInMs
  })
  expect(openTimes).toEqual([1_000, 2_000, 4_000, 4_000])
  clock.jump(4_000)
  calls('success', 'success', 'success', 'failure', 'failure', 'failure')
  expect(phase()).toBe('open')
  expect(breaker.state().nextTryInMs).toBe(1_000)
})

test('forced open: nothing is let through however long it takes', () => {
  const { breaker, clock, call } = breakerOf()
  breaker.force('forced-open')
  clock.jump(1_000_000)
  expect(call('success')).toBe(false)
  expect(breaker.state()).toMatchObject({ phase: 'forced-open', nextTryInMs: undefined })
})

test('forced closed: failures are counted and open nothing', () => {
  const { breaker, calls } = opened()
  breaker.force('forced-closed')
  expect(calls(...Array.from({ length: 30 }, (): Outcome => 'failure'))).not.toContain(false)
  expect(breaker.state()).toMatchObject({ phase: 'forced-closed', samples: { failures: 30 } })
})

test('reset: closed, with nothing remembered', () => {
  const { breaker, calls, phase } = opened()
  breaker.reset()
  expect(breaker.state()).toMatchObject({ phase: 'closed', failuresInARow: 0, samples: { calls: 0 } })
  calls('failure', 'failure')
  expect(phase()).toBe('closed')
})

test('the last transitions can be read, with who or what caused them', () => {
  const { breaker, calls } = halfOpen()
  calls('success', 'success', 'success')
  breaker.force('forced-open')
  expect(breaker.state().history.map(({ to, cause }) => [to, cause])).toEqual([
    ['open', 'failures-in-a-row'],
    ['half-open', 'open-time-over'],
    ['closed', 'probes-succeeded'],
    ['forced-open', 'operator'],
  ])
  for (let n = 0; n < 100; n++) breaker.reset()
  expect(breaker.state().history).toHaveLength(32)
})
