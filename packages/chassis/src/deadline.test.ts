import { defineApi, endpoint } from '@nowait/contract/endpoint'
import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'
import { createUpstream } from './call.ts'
import { serve } from './serve.ts'
import { serviceApi, serviceApp } from './service.ts'
import { eventually } from './testing/eventually.ts'
import { silentLog as log } from './testing/silent-log.ts'

const token = 'the-token-of-this-service'
const open: (() => Promise<void>)[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((close) => close()))
})

const api = defineApi({ work: 'POST /work' })({
  work: endpoint({ summary: 'work', access: 'service', body: z.object({}), response: z.string() }),
})

const appOf = (work: (signal: AbortSignal) => Promise<string>) =>
  serviceApp({
    api: serviceApi(api, { token, log })({ work: ({ signal }) => work(signal) }),
    log,
    ready: async () => ({}),
  })

async function serviceOf(work: (signal: AbortSignal) => Promise<string>) {
  const { url, stop } = await serve(appOf(work), { host: '127.0.0.1', port: 0, log, drainMs: 0 })
  const upstream = createUpstream({ name: 'worker', url, token })
  open.push(
    () => upstream.close(),
    () => stop(),
  )
  return (more: { deadlineMs?: number; signal?: AbortSignal }) =>
    upstream.ask('/work', {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
      ...more,
    })
}

/** Work that goes on until it is told to stop. */
const endless = (signal: AbortSignal) =>
  new Promise<string>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })

function request(deadlineMs: string, body: string | ReadableStream) {
  let begun = false
  const app = appOf(async () => {
    begun = true
    return 'done'
  })
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'nowait-deadline': deadlineMs,
  }
  const init = { method: 'POST', headers, body, duplex: 'half' as const }
  return Promise.resolve(app.request('/work', init)).then(async (answer) => ({
    status: answer.status,
    code: ((await answer.json()) as { code?: string }).code,
    begun,
  }))
}

test('work whose time is up is not begun, and the answer says so', async () => {
  const tooLate = { status: 504, code: 'DEADLINE_EXCEEDED', begun: false }
  expect(await request('0', '{}')).toEqual(tooLate)
  expect(await request('-5', '{}')).toEqual(tooLate)
  expect(await request('60000', '{}')).toMatchObject({ status: 200, begun: true })
})

test('a body that takes longer to come than the caller waits begins no work', async () => {
  const began = performance.now()
  const body = new ReadableStream({
    async pull(controller) {
      await eventually(() => performance.now() > began + 60)
      controller.enqueue(new TextEncoder().encode('{}'))
      controller.close()
    },
  })
  expect(await request('40', body)).toEqual({ status: 504, code: 'DEADLINE_EXCEEDED', begun: false })
})

test('when the caller gives up at its deadline, the service stops working', async () => {
  let stopped = false
  const ask = await serviceOf((signal) => endless(signal).finally(() => (stopped = true)))
  await expect(ask({ deadlineMs: 100 })).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' })
  await eventually(() => stopped)
})

test('leaving at the first hop ends the work of the last one', async () => {
  const seen = { begun: false, stopped: false }
  const last = await serviceOf((signal) => {
    seen.begun = true
    return endless(signal).finally(() => (seen.stopped = true))
  })
  const middle = await serviceOf(async (signal) => (await last({ signal })).body.toString())
  const leaving = new AbortController()
  const asked = middle({ signal: leaving.signal, deadlineMs: 60_000 }).catch((error: Error) => error.message)
  await eventually(() => seen.begun)
  leaving.abort(new Error('the browser left'))
  expect(await asked).toBe('the browser left')
  await eventually(() => seen.stopped)
})
