import { expect, test } from 'vitest'
import type { CallError } from '../call-error.ts'
import { breaker, setUp } from './testing/guarded-upstream.ts'

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
