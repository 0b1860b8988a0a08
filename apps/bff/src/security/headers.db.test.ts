import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBff, type Bff } from '../testing/bff.ts'
import type { Reply } from '../testing/ask.ts'
import { callRoute, everyRoute, titled, whoMay } from '../testing/every-route.ts'

let bff: Bff
let secure: Bff
beforeAll(async () => {
  bff = await startBff()
  secure = await startBff({ env: { TRUST_PROXY: '127.0.0.1' } })
})
afterAll(async () => {
  await bff.stop()
  await secure.stop()
})

const overHttps = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'shop.example' }

const wanted: Record<string, RegExp> = {
  'content-security-policy': /default-src 'none'.*frame-ancestors 'none'/,
  'x-content-type-options': /^nosniff$/,
  'referrer-policy': /^same-origin$/,
  'cross-origin-opener-policy': /^same-origin$/,
  'cross-origin-resource-policy': /^same-origin$/,
  'permissions-policy': /camera=\(\)/,
}
const unwanted = ['access-control-allow-origin', 'location', 'server', 'x-powered-by']

/** What an answer has too little or too much of. */
function wrongHeaders({ headers, text }: Reply): string[] {
  const missing = Object.entries(wanted).filter(([name, value]) => !value.test(String(headers[name])))
  const typeless = text !== '' && !headers['content-type'] ? ['content-type'] : []
  return [...missing.map(([name]) => name), ...unwanted.filter((name) => headers[name]), ...typeless]
}

test.for(titled(everyRoute))('%s carries every security header, signed in or not', async ([, route]) => {
  const { cookie } = await whoMay(bff, route)
  const order = bff.services.giveOrder(crypto.randomUUID())
  for (const reply of [await callRoute(bff, route, {}), await callRoute(bff, route, { cookie, order })]) {
    expect(wrongHeaders(reply)).toEqual([])
    expect(reply.status).toBeLessThan(500)
    expect(reply.headers['strict-transport-security']).toBeUndefined()
  }
})

test.for(titled(everyRoute))('%s says over HTTPS that it stays HTTPS', async ([, route]) => {
  const { headers } = await callRoute(secure, route, { headers: overHttps })
  expect(
    Number(/max-age=(\d+)/.exec(headers['strict-transport-security'] ?? '')?.[1]),
  ).toBeGreaterThanOrEqual(31_536_000)
})

test.for(titled(everyRoute.filter(({ endpoint }) => endpoint.access !== 'public')))(
  '%s is kept by no cache',
  async ([, route]) => {
    const { cookie } = await whoMay(bff, route)
    expect((await callRoute(bff, route, { cookie })).headers['cache-control']).toMatch(/no-store/)
    expect((await callRoute(bff, route, {})).headers['cache-control']).toMatch(/no-store/)
  },
)

test.for<[string, string, Record<string, string>?, string?]>([
  ['the document', '/'],
  ['the document again', '/', { 'if-none-match': '*' }],
  ['a page that is none', '/no/such/page'],
  ['an asset', '/assets/app-1.js'],
  ['a missing asset', '/assets/none.js'],
  ['an unknown address', '/api/nothing'],
  ['the contract', '/api/openapi.json'],
  ['the contract to read', '/api/docs'],
  ['its style sheet', '/api/docs.css'],
  ['a method nobody knows', '/api/session', {}, 'TRACE'],
  ['a header that is too large', '/', { 'x-large': 'x'.repeat(20_000) }],
])('%s carries every security header', async ([, path, headers = {}, method = 'GET']) => {
  expect(wrongHeaders(await bff.ask(path, { method, headers }))).toEqual([])
})

test('the document may run its own files, and nothing else', async () => {
  const { headers } = await bff.ask('/')
  const directives = new Map(
    String(headers['content-security-policy'])
      .split('; ')
      .map((directive) => {
        const [name = '', ...values] = directive.split(' ')
        return [name, values.join(' ')]
      }),
  )
  for (const name of ['script-src', 'style-src', 'img-src', 'connect-src', 'manifest-src', 'worker-src'])
    expect(directives.get(name)).toBe("'self'")
  for (const name of ['default-src', 'object-src', 'base-uri', 'form-action', 'frame-ancestors'])
    expect(directives.get(name)).toBe("'none'")
  expect(directives.get('require-trusted-types-for')).toBe("'script'")
  expect(directives.get('trusted-types')).toBe('nowait-push-worker')
})
