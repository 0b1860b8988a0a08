import { expect, test } from 'vitest'
import { pause } from '../clock.ts'
import type { Attempt } from './attempt.ts'
import { breaker, setUp } from './testing/guarded-upstream.ts'

test('a healthy call passes all layers once', async () => {
  const { once, upstream, guard } = setUp({
    breaker,
    bulkhead: { limit: 5 },
    limiter: { perSecond: 10, burst: 10 },
    retry: { tries: 3 },
    hedge: { afterMs: 100 },
  })
  expect(await once({ idempotent: true })).toBe(200)
  expect(upstream.calls).toBe(1)
  expect(guard.state()).toMatchObject({ calls: 1, tries: 1, bulkhead: { running: 0 } })
})

test('a call whose time is up before it begins is not made', async () => {
  const { once, upstream } = setUp({})
  expect(await once({ remainingMs: 0 })).toBe('UPSTREAM_TIMEOUT')
  expect(upstream.calls).toBe(0)
})

test('a hanging upstream holds no more calls than the bulkhead allows', async () => {
  const { runAll, upstream } = setUp({ bulkhead: { limit: 4, queue: 3, maxWaitMs: 50 } })
  upstream.state = 'hangs'
  const answers = await runAll(20)
  expect(upstream.most).toBe(4)
  expect(answers.filter((answer) => answer === 'UPSTREAM_TIMEOUT')).toHaveLength(4)
  expect(answers.filter((answer) => answer === 'UPSTREAM_BUSY')).toHaveLength(16)
})

test('a full bulkhead does not open the circuit: it is our own limit', async () => {
  const { runAll, upstream, guard } = setUp({ bulkhead: { limit: 1 }, breaker })
  upstream.tookMs = 100
  await runAll(50)
  expect(guard.state().breaker).toMatchObject({ phase: 'closed', samples: { calls: 1, failures: 0 } })
})

test('the time in the queue is part of the deadline', async () => {
  const { guard, clock } = setUp({ bulkhead: { limit: 1, queue: 1, maxWaitMs: 200 } })
  const deadlines: number[] = []
  const call = async ({ deadlineMs }: Attempt) => {
    deadlines.push(deadlineMs)
    await pause(clock, 120)
    return 200
  }
  const both = Promise.all([guard.run(call), guard.run(call)])
  await clock.advance(300)
  await both
  expect(deadlines).toEqual([300, 180])
})

test('a caller who asks too often is refused alone, before anything shared is used', async () => {
  const limiter = { perSecond: 0.1, burst: 2 }
  const { runAll, once, upstream, guard } = setUp({ limiter, bulkhead: { limit: 2 }, breaker })
  const [first, second, ...others] = await runAll(5, { caller: 'kim' })
  expect([first, second]).toEqual([200, 200])
  expect(new Set(others)).toEqual(new Set(['UPSTREAM_RATE_LIMITED']))
  expect(await once({ caller: 'lee' })).toBe(200)
  expect(upstream.calls).toBe(3)
  const refused = await guard.run(async () => 200, { caller: 'kim' }).catch((error: unknown) => error)
  expect(refused).toMatchObject({ code: 'UPSTREAM_RATE_LIMITED', retryAfterMs: 8_000 })
  expect(guard.state().breaker?.samples).toMatchObject({ calls: 3, failures: 0 })
})
