import { expect, test } from 'vitest'
import { pause } from '../clock.ts'
import { fakeClock } from '../testing/fake-clock.ts'
import { createGuard } from './guard.ts'
import { breaker, setUp } from './testing/guarded-upstream.ts'

test('a late answer is hedged: the second try wins and the first is taken back', async () => {
  const { run, upstream, clock, guard } = setUp({
    hedge: { afterMs: 50, budget: { ratio: 1, burst: 1 } },
    breaker,
  })
  upstream.state = 'hangs'
  const answer = run({ idempotent: true })
  await clock.advance(49)
  expect(upstream.calls).toBe(1)
  upstream.state = 'up'
  await clock.advance(11)
  expect(await answer).toBe(200)
  expect(upstream).toMatchObject({ calls: 2, under: 0 })
  expect(guard.state().breaker?.samples).toMatchObject({ calls: 1, failures: 0 })
  expect(clock.pending).toBe(0)
})

test('a call that must not be repeated is never hedged', async () => {
  const { once, upstream } = setUp({ hedge: { afterMs: 50, budget: { ratio: 1, burst: 1 } } })
  upstream.tookMs = 200
  expect(await once()).toBe(200)
  expect(upstream.calls).toBe(1)
})

test('hedges stay within their budget and take no place from others', async () => {
  const budgeted = setUp({ hedge: { afterMs: 50 } })
  budgeted.upstream.tookMs = 200
  await budgeted.runAll(100, { idempotent: true })
  expect(budgeted.upstream.calls).toBe(105)
  const bulkhead = { limit: 1, queue: 5, maxWaitMs: 1_000 }
  const full = setUp({ hedge: { afterMs: 50, budget: { ratio: 1, burst: 10 } }, bulkhead })
  full.upstream.tookMs = 200
  await full.once({ idempotent: true })
  expect(full.upstream.calls).toBe(1)
  expect(full.guard.state().hedgeBudget).toMatchObject({ spent: 0 })
})

test('a failure of one of two tries waits for the other', async () => {
  const clock = fakeClock()
  const guard = createGuard<number>({
    name: 'product',
    plan: { deadlineMs: 1_000, hedge: { afterMs: 50, budget: { ratio: 1, burst: 1 } } },
    failed: (status) => status >= 500,
    clock,
  })
  const answers = [
    { afterMs: 100, status: 500 },
    { afterMs: 100, status: 200 },
  ]
  const answer = guard.run(
    async ({ signal }) => {
      const { afterMs, status } = answers.shift()!
      await pause(clock, afterMs, signal)
      return status
    },
    { idempotent: true },
  )
  await clock.advance(200)
  expect(await answer).toBe(200)
})
