import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'
import { PartBytes, PartProblem } from '@nowait/contract/part'
import { createUpstream, type Upstream } from './call.ts'
import { createLastGood } from './last-good.ts'
import { fanOut, type FanOutOptions, type PartPlan } from './stream.ts'
import { httpServer, type TestServer } from './testing/servers.ts'

const open: (Upstream | TestServer)[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((thing) => thing.close()))
})

type Answering = 'hang' | { status?: number; type?: string; body: string }

/** A service whose next answers the test sets. */
async function service(name: string, answering: Answering) {
  const state = { answering, calls: 0 }
  const server = await httpServer((_, response) => {
    state.calls++
    if (state.answering === 'hang') return
    const { status = 200, type = 'application/json', body } = state.answering
    response.writeHead(status, { 'content-type': type }).end(body)
  })
  const upstream = createUpstream({ name, url: server.url, token: 'a-token-of-16-characters' })
  open.push(server, upstream)
  return { state, upstream, url: server.url }
}

const schema = z.object({ n: z.number() })
const part = (from: Upstream, more: Partial<PartPlan> = {}): PartPlan =>
  ({ from, path: '/', schema, deadlineMs: 10_000, ...more }) as PartPlan

async function collect(plan: Record<string, PartPlan>, options: Partial<FanOutOptions> = {}) {
  const lines = []
  for await (const line of fanOut<Record<string, unknown>>(plan, {
    signal: new AbortController().signal,
    ...options,
  })) {
    const data =
      'data' in line && line.data instanceof PartBytes
        ? JSON.parse(Buffer.from(line.data.bytes).toString())
        : undefined
    lines.push({
      part: line.part,
      state: line.state,
      data,
      code: 'problem' in line ? line.problem.code : undefined,
    })
  }
  return lines
}

test('a part that hangs is late alone: the others are there before it is given up', async () => {
  const order = await service('order', { body: '{"n":1}' })
  const point = await service('point', 'hang')
  const lines = await collect({
    point: part(point.upstream, { deadlineMs: 1_000 }),
    order: part(order.upstream),
  })
  expect(lines).toEqual([
    { part: 'order', state: 'ready', data: { n: 1 }, code: undefined },
    { part: 'point', state: 'unavailable', data: undefined, code: 'UPSTREAM_TIMEOUT' },
  ])
})

test.for<[string, Answering, string]>([
  ['an error page', { status: 500, type: 'text/html', body: '<h1>oops</h1>' }, 'UPSTREAM_ERROR'],
  ['HTML with status 200', { type: 'text/html', body: '<h1>hello</h1>' }, 'UPSTREAM_INVALID'],
  ['broken JSON', { body: '{"n":' }, 'UPSTREAM_INVALID'],
  ['another shape', { body: '{"m":1}' }, 'UPSTREAM_INVALID'],
  ['NaN', { body: '{"n":NaN}' }, 'UPSTREAM_INVALID'],
  ['a refused credential', { status: 401, body: '{"code":"SERVICE_CREDENTIAL_REQUIRED"}' }, 'UPSTREAM_ERROR'],
  ['too much to do', { status: 503, body: '{"code":"OVERLOADED"}' }, 'UPSTREAM_BUSY'],
  ['a code nobody knows', { status: 404, body: '{"code":"constructor"}' }, 'UPSTREAM_ERROR'],
])('%s makes the part unavailable', async ([, answering, code]) => {
  const { upstream } = await service('shipping', answering)
  expect(await collect({ shipping: part(upstream) })).toMatchObject([{ state: 'unavailable', code }])
})

test('pretty-printed JSON does not break the lines of the stream', async () => {
  const { upstream } = await service('order', { body: '{\n  "n": 1\n}\n' })
  for await (const line of fanOut<{ order: unknown }>(
    { order: part(upstream) },
    { signal: new AbortController().signal },
  )) {
    expect('data' in line && Buffer.from((line.data as PartBytes).bytes).toString()).toBe('{"n":1}')
  }
})

test('what was good last time is shown with its age when the service fails, and only to its member', async () => {
  let now = 0
  const lastGood = createLastGood({ now: () => now })
  const { state, upstream } = await service('point', { body: '{"n":7}' })
  const plan = (member: string) => ({ point: part(upstream, { keepAs: `${member}:point` }) })
  await collect(plan('a'), { lastGood })
  state.answering = { status: 503, body: '{}' }
  now = 60_000
  const lines = []
  for await (const line of fanOut<{ point: unknown }>(plan('a'), {
    signal: new AbortController().signal,
    lastGood,
  }))
    lines.push(line)
  expect(lines).toMatchObject([{ state: 'stale', ageMs: 60_000, problem: { code: 'UPSTREAM_ERROR' } }])
  expect(await collect(plan('b'), { lastGood })).toMatchObject([{ state: 'unavailable' }])
})

test('a clear no is not covered up by an older answer', async () => {
  const lastGood = createLastGood()
  const { state, upstream } = await service('order', { body: '{"n":1}' })
  const plan = { order: part(upstream, { keepAs: 'a:order' }) }
  await collect(plan, { lastGood })
  state.answering = { status: 404, body: '{"code":"ORDER_NOT_FOUND"}' }
  expect(await collect(plan, { lastGood })).toMatchObject([{ state: 'unavailable', code: 'ORDER_NOT_FOUND' }])
})

test('a page that does not exist is a problem of the whole page', async () => {
  const order = await service('order', { status: 404, body: '{"code":"ORDER_NOT_FOUND"}' })
  const gated = { order: part(order.upstream, { gate: 'ORDER_NOT_FOUND' }) }
  await expect(collect(gated, { gateMs: 10_000 })).rejects.toMatchObject({ code: 'ORDER_NOT_FOUND' })
})

test('when that is not known in time the page begins, and the part says so', async () => {
  const { promise: mayAnswer, resolve: answer } = Promise.withResolvers<void>()
  const server = await httpServer(async (_, response) => {
    await mayAnswer
    response.writeHead(404, { 'content-type': 'application/json' }).end('{"code":"ORDER_NOT_FOUND"}')
  })
  const late = createUpstream({ name: 'order', url: server.url, token: 'a-token-of-16-characters' })
  open.push(server, late)
  const point = await service('point', { body: '{"n":1}' })
  const plan = { order: part(late, { gate: 'ORDER_NOT_FOUND' }), point: part(point.upstream) }
  const seen: string[] = []
  for await (const line of fanOut<Record<string, unknown>>(plan, {
    signal: new AbortController().signal,
    gateMs: 1,
  })) {
    seen.push(`${line.part} ${line.state} ${'problem' in line ? line.problem.code : ''}`.trimEnd())
    answer()
  }
  expect(seen).toEqual(['point ready', 'order unavailable ORDER_NOT_FOUND'])
})

test('a gate that hangs lets the other parts through', async () => {
  const order = await service('order', 'hang')
  const point = await service('point', { body: '{"n":1}' })
  const lines = await collect(
    {
      order: part(order.upstream, { gate: 'ORDER_NOT_FOUND', deadlineMs: 1_000 }),
      point: part(point.upstream),
    },
    { gateMs: 20 },
  )
  expect(lines.map((line) => `${line.part} ${line.state}`)).toEqual(['point ready', 'order unavailable'])
})

test('"there is none yet" is ready and null', async () => {
  const { upstream } = await service('shipping', { status: 404, body: '{"code":"SHIPMENT_NOT_FOUND"}' })
  const plan = { shipping: part(upstream, { nullOn: 'SHIPMENT_NOT_FOUND' }) }
  expect(await collect(plan)).toMatchObject([{ state: 'ready', data: null }])
})

test('when the reader leaves, every call is aborted and nothing is yielded any more', async () => {
  const order = await service('order', { body: '{"n":1}' })
  const point = await service('point', 'hang')
  const leaving = new AbortController()
  const seen: string[] = []
  const plan = { order: part(order.upstream), point: part(point.upstream, { deadlineMs: 60_000 }) }
  for await (const line of fanOut<Record<string, unknown>>(plan, { signal: leaving.signal })) {
    seen.push(line.part)
    leaving.abort()
  }
  expect(seen).toEqual(['order'])
  expect(point.upstream.inFlight).toBe(0)
})

test('a bug in an own part is told, and the page goes on', async () => {
  const told: unknown[] = []
  const plan: Record<string, PartPlan> = {
    mine: { own: () => Promise.reject(new Error('a bug')), schema, deadlineMs: 10_000 },
    fine: { own: async () => ({ n: 1 }), schema, deadlineMs: 10_000 },
  }
  const lines = await collect(plan, { onError: (error, name) => told.push([name, String(error)]) })
  expect(lines).toContainEqual({ part: 'fine', state: 'ready', data: { n: 1 }, code: undefined })
  expect(lines).toContainEqual({
    part: 'mine',
    state: 'unavailable',
    data: undefined,
    code: 'SERVICE_UNAVAILABLE',
  })
  expect(told).toEqual([['mine', 'Error: a bug']])
})

test('a part whose circuit is open is its last good answer, at once, and says who, since when and until when', async () => {
  const { state, url } = await service('point', { body: '{"n":1}' })
  const plan = { deadlineMs: 10_000, breaker: { consecutive: 1, openMs: 60_000 } }
  const guarded = createUpstream({ name: 'point', url, token: 't', plan })
  open.push(guarded)
  const lastGood = createLastGood()
  const page = { point: part(guarded, { keepAs: 'kim:point' }) }
  await collect(page, { lastGood })
  state.answering = { status: 500, body: '{}' }
  await collect(page, { lastGood })
  const options = { signal: new AbortController().signal, lastGood }
  for await (const line of fanOut<Record<string, unknown>>(page, options)) {
    expect(line).toMatchObject({
      state: 'stale',
      problem: { code: 'UPSTREAM_CIRCUIT_OPEN', service: 'point' },
    })
    const { since, retryAfterMs } = PartProblem.parse('problem' in line && line.problem)
    expect(Date.parse(since!)).toBeLessThanOrEqual(Date.now())
    expect(retryAfterMs).toBeGreaterThan(0)
  }
  expect(state.calls).toBe(2)
})
