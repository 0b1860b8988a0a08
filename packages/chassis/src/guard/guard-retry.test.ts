import { expect, test } from 'vitest'
import { fakeClock } from '../testing/fake-clock.ts'
import { createGuard } from './guard.ts'
import { breaker, setUp } from './testing/guarded-upstream.ts'

test('only what may be repeated is tried again', async () => {
  const { once, upstream } = setUp({ retry: { tries: 3, baseMs: 10, budget: { ratio: 1, burst: 10 } } })
  upstream.state = 'down'
  for (let n = 0; n < 4; n++) await once()
  expect(upstream.calls).toBe(4)
  expect(await once({ idempotent: true })).toBe('UPSTREAM_UNREACHABLE')
  expect(upstream.calls).toBe(7)
})

test('retries pause longer each time, anywhere up to the doubled base', async () => {
  const clock = fakeClock()
  const randoms = [0.5, 0.25]
  const guard = createGuard<number>({
    name: 'product',
    plan: { deadlineMs: 10_000, retry: { tries: 3, baseMs: 100, budget: { ratio: 2, burst: 10 } } },
    failed: (status) => status >= 500,
    clock,
    random: () => randoms.shift()!,
  })
  const at: number[] = []
  const answer = guard.run(
    async () => {
      at.push(clock.now())
      return 500
    },
    { idempotent: true },
  )
  await clock.advance(1_000)
  expect(await answer).toBe(500)
  expect(at.map((ms) => ms - at[0]!)).toEqual([0, 50, 100])
})

test('a hanging first try leaves time for a second one', async () => {
  const { run, upstream, clock } = setUp({ retry: { tries: 2, tryMs: 100, budget: { ratio: 1, burst: 1 } } })
  upstream.state = 'hangs'
  const answer = run({ idempotent: true })
  await clock.advance(100)
  upstream.state = 'up'
  await clock.advance(200)
  expect(await answer).toBe(200)
})

test('a try that used up its own time is a failure, however much is left of the deadline', async () => {
  const { runAll, upstream, guard } = setUp({ deadlineMs: 1_000, retry: { tries: 2, tryMs: 100 }, breaker })
  upstream.state = 'hangs'
  await runAll(5, { idempotent: true })
  expect(guard.state().breaker?.history[0]).toMatchObject({ cause: 'failures-in-a-row' })
})

test('no retry begins that the deadline would cut off, nor one the upstream asked not to make', async () => {
  const budget = { ratio: 1, burst: 10 }
  const { once, upstream } = setUp({ deadlineMs: 30, retry: { tries: 5, baseMs: 100, budget } })
  upstream.state = 'down'
  await once({ idempotent: true })
  expect(upstream.calls).toBe(1)
  const clock = fakeClock()
  const asking = createGuard<number>({
    name: 'product',
    plan: { deadlineMs: 1_000, retry: { tries: 5, baseMs: 1, budget } },
    failed: () => true,
    retryAfterMs: () => 2_000,
    clock,
  })
  let calls = 0
  await asking.run(async () => ++calls, { idempotent: true })
  expect(calls).toBe(1)
})

test('an open circuit ends the tries', async () => {
  const { once, upstream, guard } = setUp({
    breaker: { ...breaker, consecutive: 2 },
    retry: { tries: 10, baseMs: 1, budget: { ratio: 10, burst: 10 } },
  })
  upstream.state = 'down'
  expect(await once({ idempotent: true })).toBe('UPSTREAM_UNREACHABLE')
  expect(upstream.calls).toBe(2)
  expect(guard.state().breaker?.phase).toBe('open')
})

test('in a total outage the upstream gets at most 1.1 times the calls, without a breaker too', async () => {
  const { runAll, upstream } = setUp({ retry: { tries: 3, baseMs: 1 } })
  upstream.state = 'down'
  await runAll(1_000, { idempotent: true })
  expect(upstream.calls).toBeLessThanOrEqual(1_100)
  expect(upstream.calls).toBeGreaterThan(1_000)
})
