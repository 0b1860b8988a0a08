import { request } from 'node:http'
import { ProblemBody } from '@nowait/contract/problem'
import { Hono } from 'hono'
import { expect, onTestFinished, test } from 'vitest'
import { serve } from '../serve.ts'
import { eventually } from '../testing/eventually.ts'
import { fakeClock } from '../testing/fake-clock.ts'
import { silentLog as log } from '../testing/silent-log.ts'
import { createAdmission } from './admission.ts'
import type { AdaptiveLimit } from './gradient-limit.ts'
import { shedLoad } from './shed-load.ts'

function appWith(limit: number) {
  let samples = 0
  const adaptive: AdaptiveLimit = {
    limit,
    sample: () => (samples += 1),
    state: () => ({ limit, noLoadMs: undefined, probing: false, history: [] }),
  }
  const admission = createAdmission(adaptive, fakeClock())
  const held: (() => void)[] = []
  const app = new Hono()
  app.use(
    shedLoad({
      admission,
      priorityOf: (c) => {
        if (c.req.path === '/health') return undefined
        return c.req.method === 'POST' ? 'critical' : 'browsing'
      },
      random: () => 0.5,
    }),
  )
  app.get('/health', (c) => c.text('ok'))
  app.get('/held', (c) => new Promise<Response>((resolve) => held.push(() => resolve(c.text('done')))))
  app.get('/broken', () => {
    throw new Error('a bug')
  })
  app.post('/write', (c) => c.text('written'))
  app.get('/stream', (c) => {
    c.header('content-type', 'application/x-ndjson')
    return c.body(new ReadableStream({ pull: (out) => out.enqueue(new TextEncoder().encode('{}\n')) }))
  })
  app.onError((_, c) => c.text('sorry', 500))
  return { app, admission, held, samples: () => samples }
}

test('what does not fit is refused at once, with when to come back', async () => {
  const { app, held } = appWith(1)
  const first = app.request('/held')
  const refused = await app.request('/held')
  expect(refused.status).toBe(503)
  expect(refused.headers.get('retry-after')).toBe('3')
  expect(ProblemBody.parse(await refused.json())).toMatchObject({ code: 'OVERLOADED', retryAfterMs: 3_000 })
  expect(held).toHaveLength(1)
  held[0]!()
  expect((await first).status).toBe(200)
})

test('a write is still taken where browsing is refused', async () => {
  const { app, held } = appWith(2)
  const first = app.request('/held')
  expect((await app.request('/held')).status).toBe(503)
  expect((await app.request('/write', { method: 'POST' })).status).toBe(200)
  held[0]!()
  await first
})

test('health is answered however full it is', async () => {
  const { app, held } = appWith(1)
  const first = app.request('/held')
  expect((await app.request('/health')).status).toBe(200)
  held[0]!()
  await first
})

test('a place is given back after the answer, also after a bug', async () => {
  const { app, admission, samples } = appWith(1)
  for (let n = 0; n < 5; n++) expect((await app.request('/broken')).status).toBe(500)
  for (let n = 0; n < 5; n++) await app.request('/write', { method: 'POST' })
  expect(admission.state().inFlight).toBe(0)
  expect(samples()).toBe(10)
})

test('a stream keeps its place until its reader leaves, and is no measure of the load', async () => {
  const { app, admission, samples } = appWith(10)
  const { url, stop } = await serve(app, { host: '127.0.0.1', port: 0, log, drainMs: 0 })
  onTestFinished(stop)
  const outgoing = request(`${url}/stream`).end()
  const reading = new Promise<void>((resolve) => {
    outgoing.on('response', (incoming) => incoming.once('data', () => resolve()))
    outgoing.on('error', () => undefined)
  })
  await reading
  expect(admission.state().inFlight).toBe(1)
  outgoing.destroy()
  await eventually(() => admission.state().inFlight === 0)
  expect(samples()).toBe(0)
})
