import { connect, type Socket } from 'node:net'
import { httpServer, socketServer, type TestServer } from '@nowait/chassis/testing/servers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { collect } from '../testing/collect.ts'
import { startBff, type Bff, type Browser } from '../testing/bff.ts'

let bff: Bff
let odd: TestServer
let elsewhere: TestServer
let visitsElsewhere = 0
/** What the shipping service does with a connection. */
let behave: (socket: Socket) => void = () => undefined

beforeAll(async () => {
  odd = await socketServer((socket) => socket.once('data', () => behave(socket)))
  elsewhere = await httpServer((_, response) => {
    visitsElsewhere++
    response.end('{}')
  })
  bff = await startBff({ env: { SHIPPING_URL: odd.url } })
})
afterAll(async () => {
  await bff.stop()
  await odd.close()
  await elsewhere.close()
})

const answer =
  (head: string, body = '') =>
  (socket: Socket) => {
    socket.end(
      `HTTP/1.1 ${head}\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
    )
  }
const json = (body: string) => answer('200 OK\r\ncontent-type: application/json', body)
const none = answer(
  '404 Not Found\r\ncontent-type: application/problem+json',
  '{"code":"SHIPMENT_NOT_FOUND"}',
)

const half = (socket: Socket) => {
  socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{"orderId":')
  socket.end()
}

let sent = 0
/** A gigabyte in chunks, as fast as somebody reads it. */
const gigabyte = (socket: Socket) => {
  const chunk = Buffer.alloc(64 * 1024, 'x')
  const frame = Buffer.concat([Buffer.from('10000\r\n'), chunk, Buffer.from('\r\n')])
  sent = 0
  const more = () => {
    while (!socket.destroyed && sent < 2 ** 30) {
      sent += chunk.byteLength
      if (!socket.write(frame)) return void socket.once('drain', more)
    }
  }
  socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n')
  more()
}

const read = async (browser: Browser, id: string) =>
  collect(await browser.client.orderPage({ params: { id } }))

async function memberWithOrder() {
  const browser = await bff.signUp()
  return { browser, id: bff.services.giveOrder(browser.session.member.id) }
}

test('a page is its three parts, as lines or as one object', async () => {
  behave = none
  const { browser, id } = await memberWithOrder()
  const lines = await read(browser, id)
  expect(lines).toHaveLength(3)
  expect(lines).toContainEqual(expect.objectContaining({ part: 'order', state: 'ready' }))
  expect(lines).toContainEqual(expect.objectContaining({ part: 'shipping', state: 'ready', data: null }))
  expect(lines).toContainEqual(expect.objectContaining({ part: 'point', state: 'ready' }))
  const reply = await bff.ask(`/api/pages/order/${id}`, {
    headers: { cookie: browser.cookie, accept: 'application/json' },
  })
  expect(reply.json()).toMatchObject({
    order: { state: 'ready', data: { id } },
    shipping: { state: 'ready', data: null },
    point: { state: 'ready', data: { orderId: id } },
  })
  expect(reply.headers.vary).toContain('Accept')
})

test.for<[string, (socket: Socket) => void, string]>([
  ['never answers', () => undefined, 'UPSTREAM_TIMEOUT'],
  ['answers with garbage', (socket) => socket.end('\u0000\u0001garbage'), 'UPSTREAM_INVALID'],
  ['answers with half a body', half, 'UPSTREAM_INVALID'],
  ['answers with a gigabyte', gigabyte, 'UPSTREAM_TOO_LARGE'],
  ['answers with HTML', answer('200 OK\r\ncontent-type: text/html', '<h1>hello</h1>'), 'UPSTREAM_INVALID'],
  ['answers with another shape', json('{"orderId":1}'), 'UPSTREAM_INVALID'],
  ['answers with broken JSON', json('{"orderId":'), 'UPSTREAM_INVALID'],
  ['answers with an error', answer('500 Internal Server Error'), 'UPSTREAM_ERROR'],
  ['knows none of our addresses', answer('404 Not Found', 'no such page'), 'UPSTREAM_ERROR'],
  ['does not know our credential', answer('401 Unauthorized'), 'UPSTREAM_ERROR'],
  ['closes the connection', (socket) => socket.destroy(), 'UPSTREAM_UNREACHABLE'],
])('when shipping %s, its part says so and the page lives', async ([, how, code]) => {
  behave = how
  const { browser, id } = await memberWithOrder()
  const lines = await read(browser, id)
  expect(lines.at(-1)).toMatchObject({ part: 'shipping', state: 'unavailable', problem: { code } })
  expect(lines.slice(0, 2).every(({ state }) => state === 'ready')).toBe(true)
})

test('of a gigabyte a few megabytes are read', async () => {
  behave = gigabyte
  const { browser, id } = await memberWithOrder()
  await read(browser, id)
  expect(sent).toBeLessThan(32 * 2 ** 20)
})

test('a redirect leads nowhere', async () => {
  behave = answer(`302 Found\r\nlocation: ${elsewhere.url}/shipments`)
  const { browser, id } = await memberWithOrder()
  expect((await read(browser, id)).at(-1)).toMatchObject({ problem: { code: 'UPSTREAM_INVALID' } })
  expect(visitsElsewhere).toBe(0)
})

test('the last good answer is shown with its age, to its member alone', async () => {
  const { browser, id } = await memberWithOrder()
  const { browser: other } = await memberWithOrder()
  const shipment = {
    orderId: id,
    state: 'preparing',
    carrier: { ko: '하루택배', en: 'Haru' },
    trackingNumber: 'HR-1',
    expectedOn: '2026-11-23',
    steps: [],
  }
  behave = json(JSON.stringify(shipment))
  await read(browser, id)
  behave = (socket) => socket.destroy()
  const again = await read(browser, id)
  expect(again).toContainEqual(
    expect.objectContaining({ part: 'shipping', state: 'stale', data: shipment, ageMs: expect.any(Number) }),
  )
  const reply = await bff.ask(`/api/pages/order/${id}`, { headers: { cookie: other.cookie } })
  expect(reply.text).not.toContain('HR-1')
  await browser.client.cancelOrder({ params: { id } })
  expect(await read(browser, id)).toContainEqual(
    expect.objectContaining({ part: 'shipping', state: 'unavailable' }),
  )
})

test('an order that does not exist is no page', async () => {
  behave = () => undefined
  const { browser } = await memberWithOrder()
  const reply = await bff.ask(`/api/pages/order/${crypto.randomUUID()}`, {
    headers: { cookie: browser.cookie },
  })
  expect(reply.json()).toMatchObject({ status: 404, code: 'ORDER_NOT_FOUND' })
})

test('when the browser leaves, what was asked for it is called off at once', async () => {
  const { browser: leaving, id: leftId } = await memberWithOrder()
  const { browser: staying, id: keptId } = await memberWithOrder()
  const happened: string[] = []
  behave = (socket) => void socket.on('close', () => happened.push('called off'))
  const leave = await halfWayThrough(leaving, leftId)
  const stayed = read(staying, keptId).then(() => happened.push('deadline'))
  leave()
  await stayed
  expect(happened[0]).toBe('called off')
})

/** Opens the page, waits for its first line, and gives what leaves. */
async function halfWayThrough(browser: Browser, id: string): Promise<() => void> {
  const socket = connect(bff.server.port, '127.0.0.1')
  socket.write(`GET /api/pages/order/${id} HTTP/1.1\r\nHost: localhost\r\nCookie: ${browser.cookie}\r\n\r\n`)
  await new Promise<void>((resolve) => {
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk.toString()
      if (text.includes('"part"')) resolve()
    })
  })
  return () => void socket.destroy()
}
