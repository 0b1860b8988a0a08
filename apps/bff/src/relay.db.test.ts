import type { RequestListener } from 'node:http'
import { httpServer, type TestServer } from '@nowait/chassis/testing/servers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBff, type Bff } from './testing/bff.ts'
import { bodies } from './testing/every-route.ts'
import { sampleOrder } from './testing/samples.ts'

let bff: Bff
let order: TestServer
/** What the order service does with a request. */
let behave: RequestListener = () => undefined

beforeAll(async () => {
  order = await httpServer((request, response) => behave(request, response))
  bff = await startBff({ env: { ORDER_URL: `${order.url}/base/`, LIMIT_WRITES_PER_MEMBER: '40/60' } })
})
afterAll(async () => {
  await bff.stop()
  await order.close()
})

const says =
  (status: number, body: object, type = 'application/json'): RequestListener =>
  (_, response) => {
    response.writeHead(status, { 'content-type': type }).end(JSON.stringify(body))
  }
const problem = (status: number, code: string, more: object = {}) =>
  says(status, { code, title: 't', status, hint: 'h', ...more }, 'application/problem+json')

const place = async (headers: Record<string, string> = { 'idempotency-key': crypto.randomUUID() }) =>
  (await bff.signUp()).ask('POST', '/api/orders', bodies.placeOrder, headers)

test('an order is placed in the name of the session, with its key, and the answer is passed on', async () => {
  const id = crypto.randomUUID()
  let seen: Record<string, unknown> = {}
  behave = (request, response) => {
    seen = { url: request.url, ...request.headers }
    says(201, { ...sampleOrder(id, id), secretOfTheService: 1 })(request, response)
  }
  const browser = await bff.signUp()
  const reply = await browser.ask('POST', '/api/orders', bodies.placeOrder, { 'idempotency-key': '"my-key"' })
  expect(reply.status).toBe(201)
  expect(reply.json()).toEqual(sampleOrder(id, id))
  expect(seen).toMatchObject({
    url: '/base/orders',
    'idempotency-key': 'my-key',
    'nowait-member': browser.session.member.id,
    authorization: 'Bearer token-of-order-for-tests',
    'nowait-deadline': expect.stringMatching(/^\d+$/),
    traceparent: expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/),
  })
  expect(seen).not.toHaveProperty('cookie')
})

test('without its key an order is not passed on', async () => {
  behave = says(201, {})
  expect((await place({})).json()).toMatchObject({ status: 400, code: 'INVALID_REQUEST' })
})

test('a problem our endpoint declares keeps its code and what it is about', async () => {
  behave = problem(409, 'PRICE_CHANGED', { about: 'p1', detail: 'Now 9000' })
  expect((await place()).json()).toMatchObject({
    status: 409,
    code: 'PRICE_CHANGED',
    about: 'p1',
    detail: 'Now 9000',
  })
})

test.for<[string, RequestListener, number, string]>([
  ['refuses our credential', problem(401, 'SERVICE_CREDENTIAL_REQUIRED'), 502, 'UPSTREAM_ERROR'],
  ['says something we never declared', problem(403, 'FORBIDDEN'), 502, 'UPSTREAM_ERROR'],
  ['breaks', says(500, { stack: 'at x' }), 502, 'UPSTREAM_ERROR'],
  [
    'redirects',
    (_, response) => void response.writeHead(307, { location: 'http://127.0.0.1/' }).end(),
    502,
    'UPSTREAM_INVALID',
  ],
  ['answers another shape', says(201, { id: 1 }), 502, 'UPSTREAM_INVALID'],
  [
    'answers a page',
    (_, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>'),
    502,
    'UPSTREAM_INVALID',
  ],
  [
    'answers broken JSON',
    (_, response) => void response.writeHead(200, { 'content-type': 'application/json' }).end('{'),
    502,
    'UPSTREAM_INVALID',
  ],
  ['had no time left', problem(504, 'DEADLINE_EXCEEDED'), 504, 'UPSTREAM_TIMEOUT'],
  ['hangs up', (request) => void request.socket.destroy(), 503, 'UPSTREAM_UNREACHABLE'],
])('when order %s, that is a problem behind us', async ([, how, status, code]) => {
  behave = how
  const reply = await place()
  expect([reply.status, reply.json().code]).toEqual([status, code])
  expect(reply.text).not.toContain('stack')
})

test('a service that left another alone says so to the browser too: which, since when, until when', async () => {
  const left = { service: 'product', since: '2026-01-01T00:00:00.000Z', retryAfterMs: 4_000 }
  behave = problem(503, 'UPSTREAM_CIRCUIT_OPEN', left)
  const reply = await place()
  expect(reply.json()).toMatchObject({ status: 503, code: 'UPSTREAM_CIRCUIT_OPEN', ...left })
})

test('a service that has too much to do is busy to the browser, until it may be asked again', async () => {
  behave = problem(503, 'OVERLOADED', { retryAfterMs: 2_500 })
  const reply = await place()
  const busy = { status: 503, code: 'UPSTREAM_BUSY', service: 'order', retryAfterMs: 2_500 }
  expect(reply.json()).toMatchObject(busy)
})

test('who writes too much has to wait', async () => {
  behave = problem(409, 'PRICE_CHANGED')
  const browser = await bff.signUp()
  const statuses = []
  for (let at = 0; at < 41; at++) {
    const key = { 'idempotency-key': crypto.randomUUID() }
    statuses.push((await browser.ask('POST', '/api/orders', bodies.placeOrder, key)).status)
  }
  expect(statuses.indexOf(429)).toBe(40)
  expect((await browser.ask('GET', '/api/session')).status).toBe(200)
})
