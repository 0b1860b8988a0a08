import { afterEach, expect, test } from 'vitest'
import { createUpstream, type Upstream } from './call.ts'
import { withRequest } from './request-context.ts'
import { httpServer, socketServer, type TestServer } from './testing/servers.ts'

const open: (Upstream | TestServer)[] = []
const keep = <T extends Upstream | TestServer>(thing: T): T => {
  open.push(thing)
  return thing
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((thing) => thing.close()))
})

const upstreamAt = (url: string, more = {}) =>
  keep(createUpstream({ name: 'point', url, token: 'the-token-of-point', ...more }))

test('carries credential, member, trace and the remaining time', async () => {
  const server = keep(
    await httpServer((request, response) => {
      response.setHeader('content-type', 'application/json').end(JSON.stringify(request.headers))
    }),
  )
  const point = upstreamAt(server.url)
  const traceId = 'a'.repeat(32)
  const answer = await withRequest({ traceId, deadlineAt: performance.now() + 200 }, () =>
    point.ask('/points', { member: 'm-1', deadlineMs: 5_000 }),
  )
  const headers = JSON.parse(answer.body.toString())
  expect(headers).toMatchObject({ authorization: 'Bearer the-token-of-point', 'nowait-member': 'm-1' })
  expect(headers.traceparent).toContain(traceId)
  expect(Number(headers['nowait-deadline'])).toBeLessThanOrEqual(200)
})

test('a service that never answers is given up at the deadline', async () => {
  const server = keep(await httpServer(() => undefined))
  const point = upstreamAt(server.url)
  await expect(point.ask('/', { deadlineMs: 30 })).rejects.toMatchObject({
    code: 'UPSTREAM_TIMEOUT',
    upstream: 'point',
  })
  expect(point.inFlight).toBe(0)
})

test('a drip of bytes does not move the deadline', async () => {
  const server = keep(
    await socketServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100000\r\n\r\n')
      const drip = setInterval(() => socket.write(' '), 5)
      socket.on('close', () => clearInterval(drip))
    }),
  )
  await expect(upstreamAt(server.url).ask('/', { deadlineMs: 60 })).rejects.toMatchObject({
    code: 'UPSTREAM_TIMEOUT',
  })
})

test('a redirect is not followed', async () => {
  let visits = 0
  const target = keep(
    await httpServer((_, response) => {
      visits++
      response.end()
    }),
  )
  const server = keep(
    await httpServer((_, response) => response.writeHead(302, { location: target.url }).end()),
  )
  await expect(upstreamAt(server.url).ask('/')).rejects.toMatchObject({ code: 'UPSTREAM_INVALID' })
  expect(visits).toBe(0)
})

test('half an answer is never taken for a whole one', async () => {
  const server = keep(
    await socketServer((socket) => {
      socket.end('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"half":')
    }),
  )
  await expect(upstreamAt(server.url).ask('/')).rejects.toMatchObject({ code: 'UPSTREAM_INVALID' })
})

test('reading stops at the size limit, with and without a length', async () => {
  const announced = keep(
    await httpServer((_, response) => {
      response.writeHead(200, { 'content-length': 2 ** 30 }).write('x')
    }),
  )
  await expect(upstreamAt(announced.url).ask('/')).rejects.toMatchObject({ code: 'UPSTREAM_TOO_LARGE' })

  let sent = 0
  const endless = keep(
    await httpServer((_, response) => {
      const chunk = Buffer.alloc(16 * 1024)
      const more = () => {
        while (!response.destroyed && response.write(chunk)) sent += chunk.length
        response.once('drain', more)
      }
      more()
    }),
  )
  const small = upstreamAt(endless.url, { maxBodyBytes: 100_000 })
  await expect(small.ask('/')).rejects.toMatchObject({ code: 'UPSTREAM_TOO_LARGE' })
  expect(sent).toBeLessThan(50_000_000)
})

test('bytes that are not HTTP are an answer that makes no sense, not a service that is away', async () => {
  const server = keep(await socketServer((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n')))
  await expect(upstreamAt(server.url).ask('/')).rejects.toMatchObject({ code: 'UPSTREAM_INVALID' })
})

test('nobody there is told apart from too slow', async () => {
  const server = await httpServer(() => undefined)
  await server.close()
  await expect(upstreamAt(server.url).ask('/')).rejects.toMatchObject({ code: 'UPSTREAM_UNREACHABLE' })
})

test('aborting closes the connection to the service', async () => {
  const { promise: closed, resolve: onClose } = Promise.withResolvers<void>()
  const { promise: asked, resolve: onAsked } = Promise.withResolvers<void>()
  const server = keep(
    await httpServer((request) => {
      request.socket.on('close', () => onClose())
      onAsked()
    }),
  )
  const leaving = new AbortController()
  const answer = upstreamAt(server.url).ask('/', { signal: leaving.signal, deadlineMs: 10_000 })
  await asked
  leaving.abort(new Error('the browser left'))
  await expect(answer).rejects.toThrow('the browser left')
  await closed
})

test('a failed call is a problem answer for the typed client', async () => {
  const server = keep(await httpServer(() => undefined))
  const response = await upstreamAt(server.url).send({ deadlineMs: 30 })('/points', { method: 'GET' })
  expect(response.status).toBe(504)
  expect(await response.json()).toMatchObject({
    code: 'UPSTREAM_TIMEOUT',
    detail: 'The point service did not answer in time',
  })
})
