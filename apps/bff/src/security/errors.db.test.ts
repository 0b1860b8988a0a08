import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '@nowait/chassis/database'
import { ProblemBody } from '@nowait/contract/problem'
import { startBff, type Bff } from '../testing/bff.ts'
import type { Reply } from '../testing/ask.ts'
import { addressOf, callRoute, everyRoute, titled, whoMay } from '../testing/every-route.ts'

let bff: Bff
beforeAll(async () => {
  bff = await startBff()
})
afterAll(() => bff.stop())

const ids = { product: crypto.randomUUID(), order: crypto.randomUUID() }

function expectProblem(reply: Reply) {
  expect(reply.headers['content-type']).toBe('application/problem+json')
  expect(ProblemBody.parse(reply.json()).status).toBe(reply.status)
  expect(reply.text).not.toMatch(/\bat .*:\d+:\d+|node_modules|\/src\/|select |insert |postgres|hono|undici/i)
}

test.for(titled(everyRoute))(
  'the address of %s answers other methods with 405 and those it knows',
  async ([, route]) => {
    const known = everyRoute.filter(({ template }) => template === route.template).map(({ method }) => method)
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((one) => !known.includes(one))) {
      const reply = await bff.ask(addressOf(route, ids), { method, headers: { 'x-csrf': '1' } })
      expect([method, reply.status]).toEqual([method, 405])
      for (const one of known) expect(reply.headers.allow).toContain(one)
      expectProblem(reply)
    }
    for (const method of ['TRACE', 'PROPFIND'])
      expect((await bff.ask(addressOf(route, ids), { method, headers: { 'x-csrf': '1' } })).status).toBe(405)
  },
)

test.for(titled(everyRoute.filter(({ endpoint }) => endpoint.access !== 'public')))(
  '%s is refused with 503 while nobody can say whose session it is',
  async ([, route]) => {
    const { cookie } = await whoMay(bff, route)
    const owner = openDatabase({ url: bff.ownerUrl, name: 'owner', max: 1 })
    await owner.sql`alter table bff.session rename to session_away`
    try {
      const reply = await callRoute(bff, route, { cookie })
      expect(reply.json()).toMatchObject({ status: 503, code: 'SERVICE_UNAVAILABLE' })
      expect(reply.headers['retry-after']).toBe('1')
      expectProblem(reply)
    } finally {
      await owner.sql`alter table bff.session_away rename to session`
      await owner.close()
    }
  },
)

test('an address below /api that nobody knows is a problem, never the shop', async () => {
  for (const path of ['/api', '/api/', '/api/nothing', '/API/session', '/api/orders/', '/api//orders']) {
    const reply = await bff.ask(path, { headers: { accept: 'text/html' } })
    expect([path, reply.status]).toEqual([path, 404])
    expectProblem(reply)
  }
})

// Two readers that disagree on where a request ends let one caller speak in the name of the next.
test.for<[string, string]>([
  ['a length and chunks', 'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
  ['two lengths', 'Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcd'],
  ['a length that is none', 'Content-Length: +4\r\n\r\nabcd'],
  ['an unknown transfer coding', 'Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n'],
  ['a folded header', 'X-A: b\r\n c: d\r\n\r\n'],
  ['a bare line feed', 'X-A: b\nX-B: c\r\n\r\n'],
  ['a space before the colon', 'X-A : b\r\n\r\n'],
])('a request with %s is refused and its connection closed', async ([, rest]) => {
  const request = `POST /api/session HTTP/1.1\r\nHost: localhost\r\nX-CSRF: 1\r\n${rest}`
  const answer = await exchange(`${request}GET /api/health HTTP/1.1\r\nHost: localhost\r\n\r\n`)
  expect(answer).toMatch(/^HTTP\/1\.1 400 /)
  expect(answer).not.toContain('HTTP/1.1 200')
})

/** What comes back until the server closes the connection. */
function exchange(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(bff.server.port, '127.0.0.1', () => socket.write(bytes))
    let text = ''
    socket.on('data', (chunk) => (text += chunk.toString()))
    socket.on('close', () => resolve(text))
    socket.on('error', reject)
  })
}
