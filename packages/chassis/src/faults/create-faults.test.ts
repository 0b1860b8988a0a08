import { Hono } from 'hono'
import { afterEach, expect, test } from 'vitest'
import type { Fault } from '@nowait/contract/faults'
import { createUpstream } from '../call.ts'
import { type Running, serve } from '../serve.ts'
import { serviceApp } from '../service.ts'
import { type FakeClock, fakeClock } from '../testing/fake-clock.ts'
import { silentLog as log } from '../testing/silent-log.ts'
import { createFaults } from './create-faults.ts'

const token = 'the-token-of-this-service'
const whole = JSON.stringify({ text: 'x'.repeat(100_000) })
let running: Running | undefined
afterEach(() => running?.stop())

/** A service that answers with `whole`; chance always says 0.5. */
async function start(clock: FakeClock = fakeClock()) {
  const api = new Hono()
  api.get('/points', (c) => c.body(whole, 200, { 'content-type': 'application/json' }))
  api.get('/other', (c) => c.text('other'))
  const faults = createFaults({ token, log, clock, random: () => 0.5 })
  const app = serviceApp({ api, faults, log, ready: async () => ({}) })
  running = await serve(app, { host: '127.0.0.1', port: 0, log, drainMs: 0 })
  const { url } = running
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  return {
    clock,
    url,
    get: (path = '/points') => fetch(url + path, { headers }),
    set: (faults: Array<Partial<Fault> & { kind: string }>, forMs?: number) =>
      fetch(`${url}/faults`, { method: 'PUT', headers, body: JSON.stringify({ faults, forMs }) }),
    upstream: () => createUpstream({ name: 'point', url, token, deadlineMs: 2_000 }),
  }
}

/** What a caller of ours is told. */
async function told(service: Awaited<ReturnType<typeof start>>, deadlineMs = 2_000): Promise<string> {
  const upstream = service.upstream()
  const answer = await upstream.send({ deadlineMs })('/points', { method: 'GET' })
  await upstream.close()
  const body: unknown = await answer.json().catch(() => undefined)
  return (body as { code?: string } | undefined)?.code ?? `status ${answer.status}`
}

test('only a caller with the credential of the service sees and sets faults', async () => {
  const { url } = await start()
  expect((await fetch(`${url}/faults`)).status).toBe(401)
  const put = { method: 'PUT', body: '{"faults":[]}', headers: { 'content-type': 'application/json' } }
  expect((await fetch(`${url}/faults`, put)).status).toBe(401)
})

test('a latency holds the answer back for its time, and no longer', async () => {
  const service = await start()
  await service.set([{ kind: 'latency', wait: { shape: 'fixed', ms: 900 } }])
  const answer = service.get()
  await expect.poll(() => service.clock.pending).toBe(2)
  await service.clock.advance(900)
  expect(await (await answer).text()).toBe(whole)
})

test('an error comes to its share of the requests, on its route, and never to health checks', async () => {
  const service = await start()
  await service.set([
    { kind: 'error', path: '/points', share: 0.6, status: 503 },
    { kind: 'error', path: '/other', share: 0.4 },
  ])
  expect((await service.get()).status).toBe(503)
  expect((await service.get('/other')).status).toBe(200)
  await service.set([{ kind: 'error' }])
  expect((await service.get('/other')).status).toBe(500)
  expect((await service.get('/health')).status).toBe(200)
  expect((await service.get('/faults')).status).toBe(200)
})

test('faults end by themselves, and what hangs is cut then', async () => {
  const service = await start()
  await service.set([{ kind: 'hang' }], 5_000)
  const hanging = service.get().then(
    () => 'answered',
    () => 'cut',
  )
  await expect.poll(() => service.clock.pending).toBe(1)
  const state = await (await service.get('/faults')).json()
  expect(state).toEqual({ faults: [{ kind: 'hang', path: '/**', share: 1 }], leftMs: 5_000 })
  await service.clock.advance(5_000)
  expect(await (await service.get()).text()).toBe(whole)
  expect(await (await service.get('/faults')).json()).toEqual({ faults: [], leftMs: 0 })
  expect(await hanging).toBe('cut')
})

test.for([
  [{ kind: 'error' }, /^status 500$/],
  [{ kind: 'hang' }, /^UPSTREAM_TIMEOUT$/],
  // Which of the two depends on how much of the answer was read before the connection broke.
  [{ kind: 'reset' }, /^UPSTREAM_(INVALID|UNREACHABLE)$/],
] as const)('a caller of ours gives %o a name: %s', async ([fault, name]) => {
  const service = await start()
  await service.set([fault])
  expect(await told(service, fault.kind === 'hang' ? 100 : 2_000)).toMatch(name)
})

test('garbage is no JSON, or JSON that nobody agreed on', async () => {
  const service = await start()
  await service.set([{ kind: 'garbage' }])
  const text = await (await service.get()).text()
  expect(() => JSON.parse(text) as unknown).toThrow('JSON')
  await service.set([{ kind: 'garbage', as: 'not-the-contract' }])
  expect(await (await service.get()).json()).toEqual({ surprise: [null, {}] })
})

test('a slow body comes bit by bit, and its rest at once when the fault is over', async () => {
  const service = await start()
  await service.set([{ kind: 'slow-body', bytesPerSecond: 1_000 }])
  const reader = (await service.get()).body!.getReader()
  const first = await reader.read()
  expect(first.value!.length).toBeLessThan(200)
  await service.set([])
  let length = first.value!.length
  for (let read = await reader.read(); !read.done; read = await reader.read()) length += read.value.length
  expect(length).toBe(whole.length)
})

test('nonsense is refused, and what was set stays', async () => {
  const service = await start()
  await service.set([{ kind: 'error' }])
  expect(
    (await service.set([{ kind: 'latency', wait: { shape: 'uniform', minMs: 9, maxMs: 1 } }])).status,
  ).toBe(400)
  expect((await service.set([{ kind: 'error' }], 3_600_000)).status).toBe(400)
  expect((await service.get()).status).toBe(500)
})
