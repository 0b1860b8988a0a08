import { expect, test } from 'vitest'
import { CallError } from '../call-error.ts'
import { pause } from '../clock.ts'
import { fakeClock } from '../testing/fake-clock.ts'
import type { Attempt } from './attempt.ts'
import { createGuard, type RunOptions } from './guard.ts'
import type { CallPlan } from './plan.ts'

/** An upstream that is up, down or hangs, and takes `tookMs`; it keeps its deadline, as `exchange` does. */
function setUp(plan: Partial<CallPlan>) {
  const clock = fakeClock()
  const upstream = {
    state: 'up' as 'up' | 'down' | 'broken' | 'hangs',
    tookMs: 10,
    calls: 0,
    under: 0,
    most: 0,
  }
  const guard = createGuard<number>({
    name: 'product',
    plan: { deadlineMs: 300, ...plan },
    failed: (status) => status >= 500,
    clock,
    random: () => 1,
  })
  const call = async ({ deadlineMs, signal }: Attempt): Promise<number> => {
    upstream.calls += 1
    upstream.most = Math.max(upstream.most, (upstream.under += 1))
    try {
      const tookMs = upstream.state === 'hangs' ? Number.POSITIVE_INFINITY : upstream.tookMs
      await pause(clock, Math.min(tookMs, deadlineMs), signal)
      if (tookMs > deadlineMs) throw new CallError('UPSTREAM_TIMEOUT', 'product')
      if (upstream.state === 'down') throw new CallError('UPSTREAM_UNREACHABLE', 'product')
      return upstream.state === 'broken' ? 500 : 200
    } finally {
      upstream.under -= 1
    }
  }
  const run = (options?: RunOptions) =>
    guard.run(call, options).catch((error: unknown) => {
      if (error instanceof CallError) return error.code
      return (error as Error).message
    })
  const runAll = async (count: number, options?: RunOptions, forMs = 1_000) => {
    const all = Promise.all(Array.from({ length: count }, () => run(options)))
    await clock.advance(forMs)
    return all
  }
  return {
    clock,
    upstream,
    guard,
    run,
    runAll,
    once: async (options?: RunOptions) => (await runAll(1, options))[0],
  }
}

const breaker = { consecutive: 5, openMs: 2_000, probes: 3 }

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

test('an open circuit answers without a call, and says which service, since when and until when', async () => {
  const { once, upstream, guard, clock } = setUp({ breaker })
  upstream.state = 'down'
  const openedAt = clock.epoch() + 10
  for (let n = 0; n < 5; n++) await once()
  const refused = await guard.run(async () => 200).catch((error: CallError) => error)
  expect(refused).toMatchObject({ code: 'UPSTREAM_CIRCUIT_OPEN', upstream: 'product' })
  const { since, retryAfterMs } = refused as CallError
  expect(since).toBe(openedAt + 4_000)
  expect(retryAfterMs).toBe(2_000 - 990)
  expect((refused as CallError).stack).not.toContain('\n    at ')
  expect(upstream.calls).toBe(5)
})

test('of 100 callers at once, half-open lets exactly the probes through', async () => {
  const { once, upstream, runAll, clock, guard } = setUp({ breaker, bulkhead: { limit: 50, queue: 50 } })
  upstream.state = 'down'
  for (let n = 0; n < 5; n++) await once()
  await clock.advance(2_000)
  Object.assign(upstream, { state: 'up', calls: 0, tookMs: 100 })
  const answers = await runAll(100)
  expect(upstream.calls).toBe(3)
  expect(answers.filter((answer) => answer === 200)).toHaveLength(3)
  expect(answers.filter((answer) => answer === 'UPSTREAM_CIRCUIT_OPEN')).toHaveLength(97)
  expect(guard.state().breaker?.phase).toBe('closed')
})

test('half-open, who has waited for a place is no probe beyond the others', async () => {
  const { once, upstream, run, clock } = setUp({
    breaker,
    bulkhead: { limit: 2, queue: 10, maxWaitMs: 1_000 },
  })
  upstream.state = 'down'
  for (let n = 0; n < 5; n++) await once()
  await clock.advance(2_000)
  Object.assign(upstream, { state: 'up', calls: 0 })
  const answers = Array.from({ length: 12 }, () => run())
  await clock.advance(0)
  upstream.state = 'hangs'
  await clock.advance(10)
  expect(upstream.calls).toBe(3)
  await clock.advance(1_000)
  const refused = (await Promise.all(answers)).filter((answer) => answer === 'UPSTREAM_CIRCUIT_OPEN')
  expect(refused).toHaveLength(9)
})

test('of 100 callers at once, a failing half-open circuit loses no more than the probes', async () => {
  const { once, upstream, runAll, clock, guard } = setUp({ breaker })
  upstream.state = 'hangs'
  for (let n = 0; n < 5; n++) await once()
  await clock.advance(2_000)
  upstream.calls = 0
  await runAll(100)
  expect(upstream.calls).toBe(3)
  expect(guard.state().breaker?.phase).toBe('open')
})

test('a 5xx is a failure, a 4xx is an answer', async () => {
  const { guard } = setUp({ breaker })
  for (let n = 0; n < 9; n++) await guard.run(async () => 404)
  expect(guard.state().breaker?.samples).toMatchObject({ calls: 9, failures: 0 })
  for (let n = 0; n < 5; n++) await guard.run(async () => 503)
  expect(guard.state().breaker?.phase).toBe('open')
})

test('a call its caller took back is no failure', async () => {
  const { run, clock, guard, upstream } = setUp({ breaker })
  upstream.state = 'hangs'
  const leaving = new AbortController()
  const calls = Array.from({ length: 20 }, () => run({ signal: leaving.signal }))
  await clock.advance(200)
  leaving.abort(new Error('the browser left'))
  expect(new Set(await Promise.all(calls))).toEqual(new Set(['the browser left']))
  expect(guard.state().breaker).toMatchObject({ phase: 'closed', samples: { calls: 0 } })
})

test('a caller with hardly any time left says nothing about the upstream when it runs out', async () => {
  const { runAll, guard, upstream } = setUp({ breaker })
  upstream.state = 'hangs'
  const answers = await runAll(20, { remainingMs: 50 })
  expect(new Set(answers)).toEqual(new Set(['UPSTREAM_TIMEOUT']))
  expect(guard.state().breaker?.phase).toBe('closed')
  await runAll(20)
  expect(guard.state().breaker?.phase).toBe('open')
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

test('when the circuit opens, those who wait for a place behind a hanging call are told at once', async () => {
  const { run, upstream, clock } = setUp({
    bulkhead: { limit: 2, queue: 10, maxWaitMs: 300 },
    breaker: { consecutive: 1 },
  })
  upstream.state = 'hangs'
  const hanging = run()
  await clock.advance(0)
  upstream.state = 'down'
  const failing = run()
  const waiting = Array.from({ length: 10 }, () => run())
  await clock.advance(10)
  expect(await failing).toBe('UPSTREAM_UNREACHABLE')
  expect(new Set(await Promise.all(waiting))).toEqual(new Set(['UPSTREAM_CIRCUIT_OPEN']))
  expect(upstream).toMatchObject({ calls: 2, under: 1 })
  await clock.advance(300)
  expect(await hanging).toBe('UPSTREAM_TIMEOUT')
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

test('an operator forces it open, forces it closed and resets it', async () => {
  const { once, upstream, guard } = setUp({ breaker })
  guard.forceOpen()
  expect(await once()).toBe('UPSTREAM_CIRCUIT_OPEN')
  guard.forceClosed()
  upstream.state = 'down'
  for (let n = 0; n < 20; n++) expect(await once()).toBe('UPSTREAM_UNREACHABLE')
  guard.reset()
  expect(guard.state().breaker).toMatchObject({ phase: 'closed', failuresInARow: 0 })
})

test('who would rather not begin than be refused learns how long to rest, also while probes decide', async () => {
  const { once, upstream, guard, clock, run } = setUp({ breaker })
  expect(guard.restMs()).toBe(0)
  upstream.state = 'down'
  for (let n = 0; n < 5; n++) await once()
  expect(guard.restMs()).toBeGreaterThan(0)
  await clock.advance(2_000)
  expect(guard.restMs()).toBe(0)
  upstream.state = 'up'
  const probes = [run(), run()]
  await clock.advance(0)
  expect(guard.restMs()).toBe(0)
  probes.push(run())
  await clock.advance(0)
  expect(guard.restMs()).toBe(2_000)
  await clock.advance(10)
  await Promise.all(probes)
  expect(guard.restMs()).toBe(0)
  guard.forceOpen()
  expect(guard.restMs()).toBeGreaterThan(0)
})
