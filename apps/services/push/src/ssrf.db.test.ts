import { randomUUIDv7 } from 'node:crypto'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newBrowser } from './testing/browser.ts'
import { type PushService, startPushService } from './testing/push-service.ts'
import { pushOf, startTestApp, type TestApp } from './testing/test-app.ts'

let connections = 0
let listeners: Server[]
let port: number
let service: TestApp
let resolved: string[][]
let impostor: PushService

beforeAll(async () => {
  const first = await listen('127.0.0.1', 0)
  port = (first.address() as AddressInfo).port
  // A machine without IPv6 has nothing there to be reached.
  listeners = [first, await listen('::1', port).catch(() => first)]
  impostor = await startPushService()
  service = await startTestApp({
    hosts: [`rebind.nowait.test:${port}`, `localhost:${port}`, impostor.entry],
    resolve: async () => resolved.shift() ?? ['127.0.0.1'],
    deadlineMs: 1_000,
  })
})
beforeEach(() => {
  resolved = []
  service.pushService.answer(201)
})
afterAll(async () => {
  await service.drop()
  await impostor.close()
  for (const listener of listeners) listener.close()
})

/** Counts who comes to this machine. */
function listen(host: string, port: number): Promise<Server> {
  const server = createServer((socket) => {
    connections++
    socket.destroy()
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, host, () => resolve(server))
  })
}

const elsewhere = [
  'https://127.0.0.1:PORT/',
  'https://127.0.0.1/',
  'https://127.0.0.2:PORT/',
  'https://127.1:PORT/',
  'https://127.0.1:PORT/',
  'https://2130706433:PORT/',
  'https://0x7f000001:PORT/',
  'https://0x7f.0.0.1:PORT/',
  'https://017700000001:PORT/',
  'https://0177.0.0.1:PORT/',
  'https://127.0.0.1.:PORT/',
  'https://0.0.0.0:PORT/',
  'https://0:PORT/',
  'https://[::1]:PORT/',
  'https://[0:0:0:0:0:0:0:1]:PORT/',
  'https://[::]:PORT/',
  'https://[::ffff:127.0.0.1]:PORT/',
  'https://[::ffff:7f00:1]:PORT/',
  'https://[::127.0.0.1]:PORT/',
  'https://[64:ff9b::7f00:1]:PORT/',
  'https://[fe80::1]:PORT/',
  'https://[fe80::1%25lo]:PORT/',
  'https://①②⑦.⓪.⓪.①:PORT/',
  'https://127。0。0。1:PORT/',
  'https://localhost/',
  'https://localhost.:PORT/',
  'https://LOCALHOST:PORT/',
  'https://ⓛocalhost:PORT/',
  'https://localhost.localdomain:PORT/',
  'https://ip6-localhost:PORT/',
  'https://127.0.0.1.nip.io:PORT/',
  'https://localtest.me:PORT/',
  'https://10.0.0.1/',
  'https://192.168.0.1/',
  'https://169.254.169.254/latest/meta-data/',
  'https://[fd00:ec2::254]/latest/meta-data/',
  'https://metadata.google.internal/',
  'https://fcm.googleapis.com@127.0.0.1:PORT/',
  'https://fcm.googleapis.com:443@127.0.0.1:PORT/',
  'https://fcm.googleapis.com%2F@127.0.0.1:PORT/',
  'https://127.0.0.1:PORT@fcm.googleapis.com/',
  'https://user:secret@fcm.googleapis.com/',
  'https://127.0.0.1:PORT/#@fcm.googleapis.com/',
  'https://127.0.0.1:PORT\\@fcm.googleapis.com/',
  'https://127.0.0.1:PORT?.googleapis.com/',
  'https://fcm.googleapis.com:PORT/',
  'https://fcm.googleapis.com:22/',
  'https://fcm.googleapis.com:0443/',
  'https://fcm.googleapis.com./',
  'https://FCM.googleapis.com/',
  'https://fcm.googleapis.com.127.0.0.1.nip.io:PORT/',
  'https://fcm.googleapis.com.evil.test/',
  'https://xn--fcm-googleapis-com.test/',
  'https://fcm．googleapis.com/',
  'https://fcm.googleap\u0131s.com/',
  'https://fcm.googleapis.com/#fragment',
  'https://fcm.googleapis.com/a/../b',
  'https://fcm.googleapis.com/a\tb',
  'https://fcm.googleapis.com/a\r\nHost: 127.0.0.1',
  ' https://fcm.googleapis.com/',
  'https:/fcm.googleapis.com/',
  'https:\\\\127.0.0.1:PORT\\',
  '//127.0.0.1:PORT/',
  'http://127.0.0.1:PORT/',
  'http://fcm.googleapis.com/',
  'wss://127.0.0.1:PORT/',
  'ftp://127.0.0.1:PORT/',
  'gopher://127.0.0.1:PORT/_',
  'file:///etc/passwd',
  'data:text/plain,127.0.0.1',
  'javascript:fetch("https://127.0.0.1:PORT")',
  `https://fcm.googleapis.com/${'a'.repeat(1_024)}`,
  'https://',
  '',
].map((endpoint) => [endpoint] as const)

const at = (endpoint: string) => endpoint.replace('PORT', String(port))

describe('an endpoint that is no push service', () => {
  test.each(elsewhere)('%j is refused', async (endpoint) => {
    const client = service.clientOf()
    const subscription = { ...newBrowser('https://a').subscription, endpoint: at(endpoint) }
    await expect(client.addSubscription({ body: subscription })).rejects.toMatchObject({
      status: 400,
      code: 'INVALID_REQUEST',
    })
    expect((await client.listSubscriptions()).items).toEqual([])
    expect(connections).toBe(0)
  })

  test('is not pushed to either, had it come into the table some other way', async () => {
    const member = randomUUIDv7()
    const { p256dh, auth } = newBrowser('https://a').subscription.keys
    const stored = elsewhere.map(([endpoint]) => at(endpoint)).filter((endpoint) => URL.canParse(endpoint))
    for (const endpoint of stored) {
      await service.database.sql`
        insert into subscription (id, member_id, endpoint, p256dh, auth, seen_at)
        values (${randomUUIDv7()}, ${member}, ${endpoint}, ${p256dh}, ${auth}, now())`
    }
    // A few only differ in spelling from what is allowed; asked of DNS, they are on this machine.
    const result = await service.clientOf(member).sendPush(pushOf())
    expect(result).toEqual({ sent: 0, gone: 0, failed: stored.length })
    expect(connections).toBe(0)
  })
})

describe('a name on the list that leads to this machine', () => {
  test.each([
    [['127.0.0.1']],
    [['::1']],
    [['::ffff:127.0.0.1']],
    [['0.0.0.0']],
    [['::']],
    [['fe80::1%lo']],
    [['169.254.169.254']],
    [['127.0.0.1', '::1', '10.0.0.1']],
  ])('as %j is not connected to', async (addresses) => {
    const client = service.clientOf()
    await subscribe(client)
    resolved = [addresses]
    expect(await client.sendPush(pushOf())).toEqual({ sent: 0, gone: 0, failed: 1 })
    expect(connections).toBe(0)
  })

  test('only when it is asked a second time is never asked a second time', async () => {
    const client = service.clientOf()
    await subscribe(client)
    const push = pushOf()
    // Of the public range, given to nobody.
    resolved = [['2000::1'], ['127.0.0.1'], ['127.0.0.1']]
    await expect(client.sendPush(push)).rejects.toMatchObject({ code: 'UPSTREAM_ERROR' })
    expect(resolved).toHaveLength(2)
    expect(await client.sendPush(push)).toEqual({ sent: 0, gone: 0, failed: 1 })
    expect(connections).toBe(0)
  })

  test('because it is localhost is not connected to, although somebody has put it on the list', async () => {
    const client = service.clientOf()
    await subscribe(client, 'localhost')
    expect(await client.sendPush(pushOf())).toEqual({ sent: 0, gone: 0, failed: 1 })
    expect(connections).toBe(0)
  })

  const subscribe = (client: ReturnType<TestApp['clientOf']>, name = 'rebind.nowait.test') =>
    client.addSubscription({ body: newBrowser(`https://${name}:${port}`).subscription })
})

describe('a push service that sends us elsewhere', () => {
  test.each([
    [301, 'https'],
    [302, 'http'],
    [303, 'https'],
    [307, 'https'],
    [308, 'http'],
  ])('with %i is not followed to %s', async (status, scheme) => {
    const client = service.clientOf()
    await service.subscribed(client)
    const location = `${scheme}://127.0.0.1:${port}/`
    service.pushService.answer((response) => response.writeHead(status, { location }).end())
    expect(await client.sendPush(pushOf())).toEqual({ sent: 0, gone: 0, failed: 1 })
    expect(connections).toBe(0)
  })
})

test('a push service whose certificate nobody trusts is told nothing', async () => {
  const client = service.clientOf()
  await client.addSubscription({ body: newBrowser(impostor.origin).subscription })
  await expect(client.sendPush(pushOf())).rejects.toMatchObject({
    code: 'UPSTREAM_ERROR',
    message: expect.stringContaining('SELF_SIGNED'),
  })
  expect(impostor.received).toEqual([])
})

test('the counter counts', async () => {
  const before = connections
  await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined)
  expect(connections).toBeGreaterThan(before)
  connections = before
})
