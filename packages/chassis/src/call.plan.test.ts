import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ProblemBody } from '@nowait/contract/problem'
import { afterEach, expect, test } from 'vitest'
import { createUpstream, type UpstreamOptions } from './call.ts'
import type { Transition } from './guard/breaker.ts'
import type { CallPlan } from './guard/plan.ts'
import { withRequest } from './request-context.ts'
import { eventually } from './testing/eventually.ts'
import { fakeClock } from './testing/fake-clock.ts'
import { httpServer } from './testing/servers.ts'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((thing) => thing.close()))
})

const upstreamAt = (url: string, plan: Partial<CallPlan>, more: Partial<UpstreamOptions> = {}) => {
  const upstream = createUpstream({
    name: 'product',
    url,
    token: 'the-token-of-product',
    plan: { deadlineMs: 10_000, ...plan },
    ...more,
  })
  open.push(upstream)
  return upstream
}

/** Answers with `status`, counts what came, and can hold answers back until it is told. */
async function countingServer() {
  const seen = {
    requests: 0,
    cut: 0,
    status: 200,
    headers: {} as Record<string, string>,
    hold: false,
    deadlines: [] as number[],
  }
  const held: (() => void)[] = []
  const server = await httpServer((request, response) => {
    seen.requests += 1
    response.on('close', () => (seen.cut += response.writableFinished ? 0 : 1))
    seen.deadlines.push(Number(request.headers['nowait-deadline']))
    const answer = () =>
      response.writeHead(seen.status, { 'content-type': 'application/json', ...seen.headers }).end('{}')
    if (seen.hold) held.push(answer)
    else answer()
  })
  open.push(server)
  const release = () => {
    for (const answer of held.splice(0)) answer()
  }
  return { url: server.url, seen, release, held }
}

test('5xx answers open the circuit; while it is open no request and no connection is made', async () => {
  const { url, seen } = await countingServer()
  const changes: Transition[] = []
  const breaker = { consecutive: 3, openMs: 60_000 }
  const product = upstreamAt(url, { breaker }, { onChange: (change) => changes.push(change) })
  seen.status = 500
  for (let n = 0; n < 3; n++)
    expect(await product.ask('/', { method: 'POST' })).toMatchObject({ status: 500 })
  for (let n = 0; n < 50; n++)
    await expect(product.ask('/')).rejects.toMatchObject({ code: 'UPSTREAM_CIRCUIT_OPEN' })
  expect(seen.requests).toBe(3)
  expect(changes).toMatchObject([{ from: 'closed', to: 'open' }])
})

test('a service that is away opens the circuit, and a connection is not even tried', async () => {
  const server = createServer()
  let connections = 0
  server.on('connection', (socket) => {
    connections += 1
    socket.destroy()
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  open.push({ close: () => new Promise((closed) => server.close(() => closed())) })
  const { port } = server.address() as AddressInfo
  const product = upstreamAt(`http://127.0.0.1:${port}`, { breaker: { consecutive: 2, openMs: 60_000 } })
  for (let n = 0; n < 2; n++)
    await expect(product.ask('/')).rejects.toMatchObject({ code: 'UPSTREAM_UNREACHABLE' })
  const before = connections
  await expect(product.ask('/')).rejects.toMatchObject({ code: 'UPSTREAM_CIRCUIT_OPEN' })
  expect(connections).toBe(before)
})

test('a service that hangs opens the circuit', async () => {
  const { url, seen } = await countingServer()
  seen.hold = true
  const product = upstreamAt(url, { deadlineMs: 30, breaker: { consecutive: 4, openMs: 60_000 } })
  await Promise.allSettled([1, 2, 3, 4].map(() => product.ask('/')))
  expect(product.guard?.state().breaker?.phase).toBe('open')
})

test('4xx answers and callers who leave do not open the circuit', async () => {
  const { url, seen } = await countingServer()
  const product = upstreamAt(url, { breaker: { consecutive: 2 } })
  seen.status = 404
  for (let n = 0; n < 10; n++) expect((await product.ask('/')).status).toBe(404)
  seen.hold = true
  const leaving = new AbortController()
  const asked = Array.from({ length: 10 }, () => product.ask('/', { signal: leaving.signal }))
  await eventually(() => seen.requests === 20)
  leaving.abort(new Error('the browser left'))
  await Promise.allSettled(asked)
  expect(product.guard?.state().breaker).toMatchObject({ phase: 'closed', samples: { failures: 0 } })
})

test('of 100 requests at once to a service that is back, three are sent until these have succeeded', async () => {
  const { url, seen, release, held } = await countingServer()
  const clock = fakeClock()
  const product = upstreamAt(url, { breaker: { consecutive: 2, openMs: 1_000, probes: 3 } }, { clock })
  seen.status = 503
  for (let n = 0; n < 2; n++) await product.ask('/')
  clock.jump(1_000)
  Object.assign(seen, { status: 200, requests: 0, hold: true })
  const asked = Promise.allSettled(Array.from({ length: 100 }, () => product.ask('/')))
  await eventually(() => held.length === 3)
  release()
  const answers = await asked
  expect(seen.requests).toBe(3)
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
  expect(product.guard?.state().breaker?.phase).toBe('closed')
  seen.hold = false
  expect((await product.ask('/')).status).toBe(200)
})

test('a read is tried again, a write is not, unless its caller says it may be', async () => {
  const { url, seen } = await countingServer()
  const retry = { tries: 2, baseMs: 1, budget: { ratio: 1, burst: 10 } }
  const product = upstreamAt(url, { retry })
  seen.status = 502
  await product.ask('/')
  expect(seen.requests).toBe(2)
  await product.ask('/', { method: 'POST' })
  expect(seen.requests).toBe(3)
  await product.ask('/', { method: 'POST', idempotent: true })
  expect(seen.requests).toBe(5)
})

test('a service that asks to be left alone longer than the caller waits is not asked again', async () => {
  const { url, seen } = await countingServer()
  const product = upstreamAt(url, { retry: { tries: 3, baseMs: 1, budget: { ratio: 2, burst: 10 } } })
  Object.assign(seen, { status: 503, headers: { 'retry-after': '30' } })
  expect(await product.ask('/')).toMatchObject({ status: 503, retryAfterMs: 30_000 })
  expect(seen.requests).toBe(1)
})

test('every try tells the service how long its caller still waits', async () => {
  const { url, seen } = await countingServer()
  const clock = fakeClock()
  const retry = { tries: 3, baseMs: 200, capMs: 200, budget: { ratio: 2, burst: 10 } }
  const product = upstreamAt(url, { retry }, { clock })
  seen.status = 500
  const answer = withRequest({ traceId: 'a'.repeat(32), deadlineAt: performance.now() + 60_000 }, () =>
    product.ask('/', { deadlineMs: 20_000 }),
  )
  for (let tries = 1; tries <= 3; tries++) {
    await eventually(() => seen.deadlines.length === tries && (tries === 3 || clock.pending === 1))
    if (tries < 3) await clock.advance(200)
  }
  await answer
  const [first, second, third] = seen.deadlines as [number, number, number]
  expect(first).toBe(20_000)
  expect(second).toBeLessThan(first)
  expect(third).toBeLessThan(second)
})

test('a service that hangs gets no more connections than the bulkhead allows', async () => {
  const { url, seen, release } = await countingServer()
  seen.hold = true
  const product = upstreamAt(url, { bulkhead: { limit: 3 } })
  const asked = Promise.allSettled(Array.from({ length: 10 }, () => product.ask('/')))
  await eventually(() => seen.requests === 3)
  release()
  const answers = await asked
  expect(answers.filter(({ status }) => status === 'rejected')).toHaveLength(7)
  expect(seen.requests).toBe(3)
  expect(product.inFlight).toBe(0)
})

test('members are limited each for himself', async () => {
  const { url, seen } = await countingServer()
  const product = upstreamAt(url, { limiter: { perSecond: 0.001, burst: 2 } })
  const ask = (member: string) =>
    product.ask('/', { member }).then(
      ({ status }) => status,
      ({ code }) => code,
    )
  expect([await ask('kim'), await ask('kim'), await ask('kim'), await ask('lee')]).toEqual([
    200,
    200,
    'UPSTREAM_RATE_LIMITED',
    200,
  ])
  expect(seen.requests).toBe(3)
})

test('a read that is late is asked a second time, and the first is cut', async () => {
  const { url, seen } = await countingServer()
  const clock = fakeClock()
  const product = upstreamAt(url, { hedge: { afterMs: 50, budget: { ratio: 1, burst: 1 } } }, { clock })
  seen.hold = true
  const answer = product.ask('/')
  await eventually(() => seen.requests === 1)
  seen.hold = false
  await clock.advance(50)
  expect((await answer).status).toBe(200)
  expect(seen.requests).toBe(2)
  await eventually(() => seen.cut === 1)
})

test('the typed client learns which service is left alone, since when and until when', async () => {
  const { url, seen } = await countingServer()
  const product = upstreamAt(url, { breaker: { consecutive: 1, openMs: 60_000 } })
  seen.status = 500
  await product.ask('/')
  const response = await product.send()('/products', { method: 'GET' })
  expect(response.status).toBe(503)
  expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
  const problem = ProblemBody.parse(await response.json())
  expect(problem).toMatchObject({ code: 'UPSTREAM_CIRCUIT_OPEN', service: 'product' })
  expect(problem.retryAfterMs).toBeLessThanOrEqual(60_000)
  expect(Date.parse(problem.since!)).toBeLessThanOrEqual(Date.now())
})

test('without a plan nothing is protected, and nothing is changed', async () => {
  const { url, seen } = await countingServer()
  const product = createUpstream({ name: 'product', url, token: 't' })
  open.push(product)
  seen.status = 500
  for (let n = 0; n < 30; n++) expect((await product.ask('/')).status).toBe(500)
  expect(product.guard).toBeUndefined()
})
