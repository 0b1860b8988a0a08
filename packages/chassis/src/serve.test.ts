import { connect } from 'node:net'
import { promisify } from 'node:util'
import { Hono } from 'hono'
import { afterEach, expect, test } from 'vitest'
import { createLog } from './log.ts'
import { type Patience, serve, type Running } from './serve.ts'
import { eventually } from './testing/eventually.ts'

const log = createLog({ name: 'test', level: 'silent' })
const open: Running[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((running) => running.stop()))
})

async function start(app: Hono, patience?: Partial<Patience>) {
  const running = await serve(app, {
    host: '127.0.0.1',
    port: 0,
    log,
    patience,
    headers: { 'x-content-type-options': 'nosniff' },
  })
  open.push(running)
  return running
}

/** Sends bytes as they are and gives back all that comes until the server closes. */
function raw(port: number, text: string): Promise<string> {
  return new Promise((resolve) => {
    let received = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    socket.on('data', (chunk) => (received += chunk))
    socket.on('close', () => resolve(received))
    socket.on('error', () => resolve(received))
  })
}

test.for([
  ['two lengths', 'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nx', 400],
  [
    'length and chunks',
    'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    400,
  ],
  ['a folded header', 'GET / HTTP/1.1\r\nhost: a\r\nx: 1\r\n 2\r\n\r\n', 400],
  ['not HTTP at all', 'hello\r\n\r\n', 400],
  ['20 kB of header', `GET / HTTP/1.1\r\nhost: a\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`, 431],
  ['200 headers', `GET / HTTP/1.1\r\nhost: a\r\n${'x: y\r\n'.repeat(200)}\r\n`, 431],
  ['TRACE', 'TRACE / HTTP/1.1\r\nhost: a\r\n\r\n', 405],
] as const)('%s is refused with a problem, and the connection is closed', async ([, request, status]) => {
  const { port } = await start(new Hono().all('*', (c) => c.text('reached')))
  const answer = await raw(port, request)
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  expect(answer).toMatch(/content-type: application\/problem\+json/i)
  expect(answer).toMatch(/x-content-type-options: nosniff/i)
  expect(answer).not.toContain('reached')
})

test.each([
  ['the head', 'GET / HTTP/1.1\r\nhost: a\r\nx: never ends'],
  ['the body', 'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\nhalf'],
])('who takes too long over %s of his request is cut off', async (_, begun) => {
  const app = new Hono().all('*', async (c) => c.text(`reached with ${await c.req.text()}`))
  const { port } = await start(app, { headersMs: 100, requestMs: 100 })
  const answer = await raw(port, begun)
  expect(answer).toMatch(/^HTTP\/1.1 408 /)
  expect(answer).not.toContain('reached')
})

test('who takes nothing of his answer is cut off, who waits for a slow one is not', async () => {
  const { promise: mayAnswer, resolve: answer } = Promise.withResolvers<void>()
  const { promise: asked, resolve: onAsked } = Promise.withResolvers<void>()
  // More than the buffers of two sockets hold.
  const app = new Hono()
    .get('/much', (c) => {
      onAsked()
      return c.body('x'.repeat(32 * 1024 * 1024))
    })
    .get('/slow', async (c) => {
      await mayAnswer
      return c.text('finished')
    })
  const { port, url, server } = await start(app, { readerMs: 100 })
  const slow = fetch(`${url}/slow`)
  const reader = connect(port, '127.0.0.1', () => reader.write('GET /much HTTP/1.1\r\nhost: a\r\n\r\n'))
  reader.on('error', () => undefined).pause()
  const connections = () => promisify(server.getConnections.bind(server))()
  await asked
  await eventually(async () => expect(await connections()).toBe(1))
  answer()
  expect(await (await slow).text()).toBe('finished')
  reader.destroy()
})

test('stopping lets a running request finish and takes no new one', async () => {
  const { promise: mayAnswer, resolve: answer } = Promise.withResolvers<void>()
  const { promise: asked, resolve: onAsked } = Promise.withResolvers<void>()
  const running = await start(
    new Hono().get('/slow', async (c) => {
      onAsked()
      await mayAnswer
      return c.text('finished')
    }),
  )
  const slow = fetch(`${running.url}/slow`)
  await asked
  const stopped = running.stop()
  await expect(fetch(`${running.url}/slow`)).rejects.toThrow('fetch failed')
  answer()
  expect(await (await slow).text()).toBe('finished')
  await stopped
})

test('a port that is taken is an error one can catch', async () => {
  const { port } = await start(new Hono())
  await expect(serve(new Hono(), { host: '127.0.0.1', port, log })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  })
})
