import type { Socket } from 'node:net'
import { newTraceId, withRequest } from '@nowait/chassis/request-context'
import { httpServer, socketServer } from '@nowait/chassis/testing/servers'
import { eventually } from '@nowait/chassis/testing/eventually'
import type { ClientProblem } from '@nowait/contract/client'
import { deadlineHeader } from '@nowait/contract/headers'
import { Problem } from '@nowait/contract/problem'
import { afterEach, describe, expect, test } from 'vitest'
import { openPoints, openPush, openStock } from './clients.ts'
import { outward } from './plans.ts'
import { fakePoint, fakeProduct, fakePush, hang, serviceToken as token } from './testing/fake-services.ts'

const order = { id: '019cd000-0000-7000-8000-000000000001', items: [] as never[] }
const lines = [
  {
    productId: '019cd000-0000-7000-8000-000000000002',
    name: { ko: '머그', en: 'Mug' },
    picture: '/goods/mug.svg',
    price: 18_000,
    quantity: 2,
  },
]
const asked = { ...order, items: lines, memberId: '019cd000-0000-7000-8000-000000000004' }

const cleanups: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const clean of cleanups.splice(0).toReversed()) await clean()
})
const later = <T extends { close(): Promise<void> } | { stop(): Promise<void> }>(thing: T): T => {
  cleanups.push(() => ('close' in thing ? thing.close() : thing.stop()))
  return thing
}

const stockOf = (url: string) => later(openStock({ url, token }))

const answering = (status: string, type: string, body: string) => (socket: Socket) =>
  void socket.once('data', () =>
    socket.end(
      `HTTP/1.1 ${status}\r\ncontent-type: ${type}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    ),
  )
const json = (status: string, body: unknown) => answering(status, 'application/json', JSON.stringify(body))

describe('asking product for stock', () => {
  test('tells a reservation from a refusal', async () => {
    const product = later(await fakeProduct())
    const stock = stockOf(product.url)
    expect(await stock.reserve(asked, { deadlineMs: 5_000 })).toEqual({
      state: 'reserved',
      until: expect.any(Number),
    })
    product.will(async () => {
      throw new Problem('OUT_OF_STOCK')
    })
    expect(await stock.reserve(asked, { deadlineMs: 5_000 })).toEqual({
      state: 'refused',
      reason: 'OUT_OF_STOCK',
    })
  })

  test('has no pieces for an order whose reservation was released', async () => {
    const product = later(await fakeProduct())
    product.will(async () => 'released')
    expect(await stockOf(product.url).reserve(asked, { deadlineMs: 5_000 })).toMatchObject({
      state: 'refused',
    })
  })

  test('stays unknown when product hangs', async () => {
    const product = later(await fakeProduct())
    product.will(hang)
    expect(await stockOf(product.url).reserve(asked, { deadlineMs: 50 })).toMatchObject({
      state: 'unknown',
      error: { code: 'UPSTREAM_TIMEOUT' },
    })
  })

  test('leaves a product service alone that keeps hanging, and says until when', async () => {
    const product = later(await fakeProduct())
    product.will(hang)
    const stock = stockOf(product.url)
    await Promise.all(Array.from({ length: 10 }, () => stock.reserve(asked, { deadlineMs: 50 })))
    const before = product.asked.length
    const { error } = (await stock.reserve(asked, { deadlineMs: 5_000 })) as { error: ClientProblem }
    expect(error).toMatchObject({
      code: 'UPSTREAM_CIRCUIT_OPEN',
      problem: { service: 'product', since: expect.any(String), retryAfterMs: expect.any(Number) },
    })
    expect(product.asked).toHaveLength(before)
    product.behave()
    const askAgain = async () => (await stock.reserve(asked, { deadlineMs: 5_000 })).state
    await eventually(async () => expect(await askAgain()).toBe('reserved'))
  })

  test('tells product how long the customer still waits, and asks nothing when that is over', async () => {
    const told: (string | undefined)[] = []
    const product = later(
      await httpServer(({ headers }, response) => {
        told.push(headers[deadlineHeader] as string)
        response.end()
      }),
    )
    const stock = stockOf(product.url)
    const waiting = (ms: number) => ({ traceId: newTraceId(), deadlineAt: performance.now() + ms })
    await withRequest(waiting(60), () => stock.reserve(asked, { deadlineMs: 5_000 }))
    expect(Number(told[0])).toBeGreaterThan(0)
    expect(Number(told[0])).toBeLessThanOrEqual(60)
    const late = await withRequest(waiting(-1), () => stock.reserve(asked, { deadlineMs: 5_000 }))
    expect(late).toMatchObject({ state: 'unknown', error: { code: 'UPSTREAM_TIMEOUT' } })
    expect(told).toHaveLength(1)
  })

  test.each([
    ['a job that is stopped', (stop: AbortController) => stop.abort(new Error('stopped'))],
    ['a customer who has waited long enough', () => undefined],
  ])('%s hangs up, so that product can leave off too', async (_, then) => {
    const hungUp = Promise.withResolvers<void>()
    const stop = new AbortController()
    const product = later(
      await httpServer((request) => {
        request.on('close', () => hungUp.resolve())
        then(stop)
      }),
    )
    const asking = stockOf(product.url).reserve(asked, { signal: stop.signal })
    await hungUp.promise
    expect(await asking).toMatchObject({ state: 'unknown' })
  })

  test('for jobs is stopped by a circuit of its own, and their queue learns how long to rest', async () => {
    const product = later(await fakeProduct())
    product.will(hang)
    const [customers, jobs] = [
      stockOf(product.url),
      later(openStock({ url: product.url, token }, outward.stockLater)),
    ]
    for (let n = 0; n < 5; n++) await jobs.reserve(asked, { deadlineMs: 20 })
    expect(jobs.restMs()).toBeGreaterThan(0)
    expect(customers.restMs()).toBe(0)
  })

  test.each<[string, (socket: Socket) => void]>([
    ['a web page', answering('200 OK', 'text/html', '<h1>It works!</h1>')],
    ['a web page that says not found', answering('404 Not Found', 'text/html', '<h1>Not found</h1>')],
    ['something else than JSON', answering('200 OK', 'application/json', 'Infinity')],
    ['JSON of another shape', json('200 OK', { ok: true })],
    ['null', json('200 OK', null)],
    ['the reservation of another order', json('200 OK', { orderId: lines[0]!.productId, state: 'reserved' })],
    ['a state nobody knows', json('200 OK', { orderId: order.id, state: 'maybe' })],
    [
      'a problem that names no known reason',
      answering('409 Conflict', 'application/problem+json', '{"code":"NO"}'),
    ],
    ['a refusal that is no problem body', json('409 Conflict', { code: 'OUT_OF_STOCK' })],
    ['an error', answering('500 Internal Server Error', 'text/plain', 'stack trace')],
    [
      'a redirect',
      (socket) =>
        void socket.once('data', () =>
          socket.end('HTTP/1.1 302 Found\r\nlocation: /x\r\ncontent-length: 0\r\n\r\n'),
        ),
    ],
    [
      'half a body',
      (socket) =>
        void socket.once('data', () =>
          socket.end('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{"or'),
        ),
    ],
    ['nothing', (socket) => void socket.once('data', () => socket.destroy())],
    ['bytes that are not HTTP', (socket) => void socket.end('\u0000\u0001\u0002')],
  ])('stays unknown when it answers with %s', async (_, talk) => {
    const server = later(await socketServer(talk))
    expect(await stockOf(server.url).reserve(asked, { deadlineMs: 5_000 })).toMatchObject({
      state: 'unknown',
    })
  })

  test('stays unknown when nobody is there', async () => {
    const server = await socketServer(() => undefined)
    await server.close()
    expect(await stockOf(server.url).reserve(asked, { deadlineMs: 5_000 })).toMatchObject({
      state: 'unknown',
    })
  })
})

describe('asking for points', () => {
  const request = {
    key: '019cd000-0000-7000-8000-000000000003',
    memberId: '019cd000-0000-7000-8000-000000000004',
    orderId: order.id,
    signal: AbortSignal.timeout(60_000),
  }

  test('names member, order and the key', async () => {
    const point = later(await fakePoint())
    const points = later(openPoints({ url: point.url, token }))
    await points.accrue({ ...request, points: 360, state: 'pending' })
    await points.revoke(request)
    const sent = { key: request.key, member: request.memberId, reference: `order:${order.id}` }
    expect(point.asked).toEqual([
      { ...sent, what: 'pending' },
      { ...sent, what: 'revoked' },
    ])
  })

  test('fails when the answer is not an entry', async () => {
    const server = later(await socketServer(json('200 OK', { thanks: true })))
    const points = later(openPoints({ url: server.url, token }))
    await expect(points.accrue({ ...request, points: 360, state: 'pending' })).rejects.toMatchObject({
      code: 'UPSTREAM_INVALID',
    })
  })
})

describe('asking for a push', () => {
  const request = {
    key: 'cancel-push:1',
    memberId: '019cd000-0000-7000-8000-000000000004',
    orderId: order.id,
    number: '20261121-000001',
    signal: AbortSignal.timeout(60_000),
  }

  test('is about one cancelled order, worth a day, and replaces what was not delivered of that order', async () => {
    const push = later(await fakePush())
    const client = later(openPush({ url: push.url, token }))
    expect(await client.cancelled(request)).toEqual({ sent: 1, gone: 0, failed: 0 })
    expect(push.askedFor(order.id)).toEqual([
      {
        key: request.key,
        member: request.memberId,
        body: {
          kind: 'order-cancelled',
          orderId: order.id,
          orderNumber: request.number,
          topic: '019cd000000070008000000000000001',
          ttlSeconds: 86_400,
        },
      },
    ])
  })
})
