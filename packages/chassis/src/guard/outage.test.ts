import { expect, test } from 'vitest'
import { CallError } from '../call-error.ts'
import { pause } from '../clock.ts'
import { fakeClock } from '../testing/fake-clock.ts'
import type { Attempt } from './attempt.ts'
import type { Transition } from './breaker.ts'
import { createGuard } from './guard.ts'
import type { CallPlan } from './plan.ts'

const plan: CallPlan = {
  deadlineMs: 300,
  bulkhead: { limit: 15, queue: 5, maxWaitMs: 50 },
  breaker: { openMs: 1_000, maxOpenMs: 4_000, probes: 3 },
  retry: { tries: 2, tryMs: 150, baseMs: 20 },
}
const everyMs = 20
const hangsFrom = 10_000
const hangsUntil = 40_000
const endsAt = 60_000

/** 50 calls a second for a minute, to an upstream that answers in 10 ms and hangs for the half of it. */
async function minute() {
  const clock = fakeClock(0)
  const transitions: (Transition & { ms: number })[] = []
  const guard = createGuard<number>({
    name: 'product',
    plan,
    clock,
    onChange: (transition) => transitions.push({ ...transition, ms: clock.now() }),
  })
  const sent: number[] = []
  const ends: { began: number; tookMs: number; how: string }[] = []
  const hanging = () => clock.now() >= hangsFrom && clock.now() < hangsUntil
  const call = async ({ deadlineMs, signal }: Attempt) => {
    sent.push(clock.now())
    if (!hanging()) {
      await pause(clock, 10, signal)
      return 200
    }
    await pause(clock, deadlineMs, signal)
    throw new CallError('UPSTREAM_TIMEOUT', 'product')
  }
  const order = async () => {
    const began = clock.now()
    const how = await guard.run(call, { idempotent: true }).then(
      () => 'answered',
      (error: CallError) => error.code,
    )
    ends.push({ began, tookMs: clock.now() - began, how })
  }
  const orders: Promise<void>[] = []
  for (let at = 0; at < endsAt; at += everyMs) {
    orders.push(order())
    await clock.advance(everyMs)
  }
  await clock.advance(1_000)
  await Promise.all(orders)
  return { sent, ends, transitions }
}

const { sent, ends, transitions } = await minute()
const during = (from: number, until: number) => ends.filter(({ began }) => began >= from && began < until)

test('a hang opens the circuit within a second', () => {
  const opened = transitions.find(({ to }) => to === 'open')
  expect(opened?.ms).toBeGreaterThan(hangsFrom)
  expect(opened?.ms).toBeLessThan(hangsFrom + 1_000)
})

test('while it is open nobody waits, but for the probes', () => {
  const whileOpen = during(hangsFrom + 1_000, hangsUntil)
  const waited = whileOpen.filter(({ tookMs }) => tookMs > 0)
  expect(waited.length).toBeLessThan(0.03 * whileOpen.length)
  expect(whileOpen.every(({ tookMs }) => tookMs <= plan.deadlineMs)).toBe(true)
})

test('the upstream gets no more than 1.1 calls for each asked, and hardly any while it hangs', () => {
  expect(sent.length).toBeLessThanOrEqual(1.1 * ends.length)
  const whileHanging = sent.filter((at) => at >= hangsFrom && at < hangsUntil)
  expect(whileHanging.length).toBeLessThan(0.1 * during(hangsFrom, hangsUntil).length)
})

test('it recovers within two open times of the return', () => {
  const closed = transitions.findLast(({ to }) => to === 'closed')
  expect(closed!.ms - hangsUntil).toBeLessThan(2 * plan.breaker!.maxOpenMs!)
  expect(new Set(during(closed!.ms, endsAt).map(({ how }) => how))).toEqual(new Set(['answered']))
})

test('before the hang nothing was refused', () => {
  expect(new Set(during(0, hangsFrom - 20).map(({ how }) => how))).toEqual(new Set(['answered']))
})
