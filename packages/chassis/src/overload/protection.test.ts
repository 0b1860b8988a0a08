import { defineApi, endpoint } from '@nowait/contract/endpoint'
import { memberHeader } from '@nowait/contract/headers'
import { ProblemBody } from '@nowait/contract/problem'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { createUpstream } from '../call.ts'
import { serve } from '../serve.ts'
import { serviceApi, serviceApp } from '../service.ts'
import { eventually } from '../testing/eventually.ts'
import { fakeClock } from '../testing/fake-clock.ts'
import { httpServer } from '../testing/servers.ts'
import { silentLog as log } from '../testing/silent-log.ts'
import { createAdmission } from './admission.ts'
import type { AdaptiveLimit } from './gradient-limit.ts'
import { protectProcess } from './protection.ts'

const token = 'the-token-of-this-service'
const text = { response: z.string() } as const
const api = defineApi({ browse: 'GET /all', mine: 'GET /mine', write: 'PUT /one', pass: 'GET /pass' })({
  browse: endpoint({ summary: 'what all see', access: 'service', ...text }),
  mine: endpoint({ summary: 'what one sees', access: 'member', ...text }),
  write: endpoint({ summary: 'a write', access: 'service', body: z.object({}), ...text }),
  pass: endpoint({ summary: 'what another service knows', access: 'service', ...text }),
})

/** A service that lets in `limit` at once, holds reads until it is told to answer, and asks `other`. */
async function service({ limit, other = 'http://127.0.0.1:1' }: { limit: number; other?: string }) {
  const samples: { waitedMs: number | undefined }[] = []
  const adaptive: AdaptiveLimit = {
    limit,
    sample: (_, __, waitedMs) => samples.push({ waitedMs }),
    state: () => ({ limit, noLoadMs: undefined, probing: false, history: [] }),
  }
  const admission = createAdmission(adaptive, fakeClock())
  const loop = { now: 'up' as 'up' | 'down', state: () => loop.now }
  const held: (() => void)[] = []
  const hold = () => new Promise<string>((resolve) => held.push(() => resolve('done')))
  const upstream = createUpstream({ name: 'other', url: other, token })
  const app = serviceApp({
    api: serviceApi(api, { token, log })({
      browse: hold,
      mine: hold,
      write: () => 'written',
      pass: async () => (await upstream.ask('/')).body.toString(),
    }),
    log,
    ready: async () => ({ database: 'up' }),
    protection: { admission, loop, stop: () => undefined },
  })
  const { url, stop } = await serve(app, { host: '127.0.0.1', port: 0, log, drainMs: 0 })
  onTestFinished(async () => {
    await upstream.close()
    await stop()
  })
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(url + path, { ...init, headers: { ...headers, ...init.headers } })
  const answerAll = () => held.splice(0).forEach((answer) => answer())
  return { ask, held, answerAll, samples, admission, loop }
}

const member = { [memberHeader]: '019aa000-0000-7000-8000-000000000001' }
const write = { method: 'PUT', body: '{}' }

test('a full service refuses browsing first, then what a member reads, and takes the write', async () => {
  const { ask, held, answerAll, admission } = await service({ limit: 10 })
  const browsing = Array.from({ length: 8 }, () => ask('/all'))
  await eventually(() => held.length === 8)
  const refused = await ask('/all')
  expect(refused.status).toBe(503)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(ProblemBody.parse(await refused.json())).toMatchObject({ code: 'OVERLOADED' })

  const mine = ask('/mine', { headers: member })
  await eventually(() => held.length === 9)
  expect((await ask('/mine', { headers: member })).status).toBe(503)
  expect(await (await ask('/one', write)).json()).toBe('written')

  answerAll()
  for (const answer of await Promise.all([...browsing, mine])) expect(answer.status).toBe(200)
  await eventually(() => admission.state().inFlight === 0)
})

test('a full service still says how it is', async () => {
  const { ask, held, answerAll } = await service({ limit: 1 })
  const first = ask('/all')
  await eventually(() => held.length === 1)
  expect((await ask('/health')).status).toBe(200)
  expect((await ask('/ready')).status).toBe(200)
  answerAll()
  await first
})

test('while its event loop is late it is not ready, and says why', async () => {
  const { ask, loop } = await service({ limit: 10 })
  loop.now = 'down'
  const late = await ask('/ready')
  expect(late.status).toBe(503)
  expect(await late.json()).toEqual({
    status: 'not-ready',
    checks: { eventLoop: 'down', database: 'up' },
  })
  loop.now = 'up'
  expect((await ask('/ready')).status).toBe(200)
})

test('the time in which it waits for another service is not taken for its own load', async () => {
  const answers: (() => void)[] = []
  const other = await httpServer((_, response) => void answers.push(() => response.end('known')))
  onTestFinished(other.close)
  const { ask, samples } = await service({ limit: 10, other: other.url })
  const asking = ask('/pass')
  await eventually(() => answers.length === 1)
  answers[0]!()
  expect(await (await asking).json()).toBe('known')
  await eventually(() => samples.length === 1)
  expect(samples[0]!.waitedMs).toBeGreaterThan(0)
  await ask('/one', write)
  await eventually(() => samples.length === 2)
  expect(samples[1]!.waitedMs).toBe(0)
})

test('a process begins with room, and is watched until it stops', () => {
  const protection = protectProcess({ name: 'shop', log })
  onTestFinished(protection.stop)
  expect(protection.loop.state()).toBe('up')
  expect(protection.admission.state().limit).toBe(100)
})
