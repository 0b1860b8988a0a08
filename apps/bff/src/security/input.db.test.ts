import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBff, type Bff } from '../testing/bff.ts'
import { addressOf, everyRoute, stateOf, titled, whoMay, type RouteCase } from '../testing/every-route.ts'

let bff: Bff
beforeAll(async () => {
  bff = await startBff()
})
afterAll(() => bff.stop())

const reading = titled(everyRoute.filter(({ body }) => body !== undefined))
const maxBytes = 64 * 1024

async function sender(route: RouteCase) {
  const { cookie } = await whoMay(bff, route)
  const address = addressOf(route, { product: bff.services.productId, order: crypto.randomUUID() })
  return (body: string | Buffer, headers: Record<string, string> = {}) =>
    bff.ask(address, {
      method: route.method,
      headers: {
        'x-csrf': '1',
        'content-type': 'application/json',
        'idempotency-key': crypto.randomUUID(),
        cookie,
        ...headers,
      },
      body,
    })
}

test.for(reading)('%s takes JSON and nothing else', async ([, route]) => {
  const send = await sender(route)
  const before = await stateOf(bff)
  for (const type of [
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    '',
  ]) {
    const reply = await send(JSON.stringify(route.body), { 'content-type': type })
    expect([type, reply.json().code]).toEqual([type, 'UNSUPPORTED_MEDIA_TYPE'])
  }
  expect(await stateOf(bff)).toBe(before)
})

test.for(reading)('%s reads 64 KiB and not a byte more', async ([, route]) => {
  const send = await sender(route)
  const before = await stateOf(bff)
  const body = Buffer.from(JSON.stringify(route.body))
  const tooLong = Buffer.concat([body, Buffer.alloc(maxBytes + 1 - body.byteLength, ' ')])
  for (const [name, value] of [
    ['content-length', String(maxBytes + 1)],
    ['transfer-encoding', 'chunked'],
  ] as const) {
    expect((await send(tooLong, { [name]: value })).json()).toMatchObject({
      status: 413,
      code: 'PAYLOAD_TOO_LARGE',
    })
  }
  expect(await stateOf(bff)).toBe(before)
})

test.for(reading)('%s refuses what is deep, zipped, broken or no text', async ([, route]) => {
  const send = await sender(route)
  const before = await stateOf(bff)
  const deep = `${'['.repeat(33)}${']'.repeat(33)}`
  const sent: [string | Buffer, Record<string, string>?][] = [
    [deep],
    ['['.repeat(30_000)],
    [gzipSync(JSON.stringify(route.body)), { 'content-encoding': 'gzip' }],
    ['{"a":'],
    [''],
    ['null'],
    ['[]'],
    ['1e309'],
    [Buffer.from([0x22, 0xff, 0xfe, 0x22])],
  ]
  for (const [body, headers] of sent) {
    const { status } = await send(body, headers)
    expect(status).toBe(400)
  }
  expect(await stateOf(bff)).toBe(before)
})

test.for(reading)('%s cannot be used to change what all objects are', async ([, route]) => {
  const send = await sender(route)
  const inner = JSON.stringify(route.body).slice(1)
  const comma = inner === '}' ? '' : ','
  for (const key of ['"__proto__":{"polluted":1}', '"constructor":{"prototype":{"polluted":1}}'])
    expect((await send(`{${key}${comma}${inner}`)).status).toBeLessThan(500)
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
})

// Odd values in every text of a body: never a 5xx, whatever they are.
const odd = [
  '\u0000',
  '\ud800',
  "' or 1=1 --",
  '\u202e',
  '../../etc/passwd',
  'x'.repeat(60_000),
  '\r\nSet-Cookie: a=b',
]

test.for(reading)('%s answers odd texts and numbers with 4xx or takes them as data', async ([, route]) => {
  const send = await sender(route)
  const fields = Object.keys(route.body as object)
  for (const field of fields) {
    for (const value of [...odd, -0, 2 ** 53 + 2, -1, 0.5, null, [], {}]) {
      const { status, headers } = await send(JSON.stringify({ ...(route.body as object), [field]: value }))
      expect([field, value, status < 500]).toEqual([field, value, true])
      expect(headers['set-cookie']?.join() ?? '').not.toContain('a=b')
    }
  }
})

test.for(titled(everyRoute.filter(({ changes }) => !changes)))(
  '%s answers odd queries and ids with 4xx or leaves them aside',
  async ([, route]) => {
    const { cookie } = await whoMay(bff, route)
    const queries = [
      'size=0',
      'size=51',
      'size=1e3',
      'size=1&size=2',
      'cursor=%00',
      "cursor='",
      'cursor=x',
      'page=-1',
      'page=NaN',
      '__proto__[polluted]=1',
      'constructor.prototype.polluted=1',
      `search=${'x'.repeat(8_000)}`,
      'search=%ff',
      '%',
    ]
    const plain = addressOf(route, { product: bff.services.productId, order: crypto.randomUUID() })
    for (const query of queries) {
      const { status } = await bff.ask(`${plain}?${query}`, { headers: { cookie } })
      expect([query, status < 500]).toEqual([query, true])
    }
    if (!route.template.includes(':id')) return
    for (const strange of ['..%2f..%2fsession', '%00', "'", '1', 'x'.repeat(5_000)]) {
      const { status } = await bff.ask(route.template.replace(':id', strange), { headers: { cookie } })
      expect([strange, status]).toEqual([strange, 400])
    }
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  },
)
