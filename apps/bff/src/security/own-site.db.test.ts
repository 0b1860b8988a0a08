import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBff, type Bff } from '../testing/bff.ts'
import { addressOf, callRoute, everyRoute, stateOf, titled, whoMay } from '../testing/every-route.ts'

let bff: Bff
beforeAll(async () => {
  bff = await startBff()
})
afterAll(() => bff.stop())

const changing = titled(everyRoute.filter(({ changes }) => changes))

// What a page of another site can make a browser send; a value of '' takes our own header away.
const forged: Record<string, Record<string, string>> = {
  'no X-CSRF': { 'x-csrf': '' },
  'another X-CSRF': { 'x-csrf': 'true' },
  'another origin': { origin: 'https://evil.example' },
  'a look-alike before': { origin: 'http://evil-localhost' },
  'a look-alike behind': { origin: 'http://localhost.evil.example' },
  'another port': { origin: 'http://localhost:1' },
  'origin null': { origin: 'null' },
  'another site': { 'sec-fetch-site': 'cross-site' },
  'a sibling': { 'sec-fetch-site': 'same-site' },
  'text/plain': { 'x-csrf': '', 'content-type': 'text/plain' },
  'a form': { 'x-csrf': '', 'content-type': 'application/x-www-form-urlencoded' },
  'no type': { 'x-csrf': '', 'content-type': '' },
  'a method in a header': { 'x-csrf': '', 'x-http-method-override': 'GET' },
}

test.for(changing)('%s from another site is refused and changes nothing', async ([, route]) => {
  const { cookie } = await whoMay(bff, route)
  const before = await stateOf(bff)
  for (const [how, headers] of Object.entries(forged)) {
    const reply = await callRoute(bff, route, { cookie, headers })
    expect([how, reply.status, reply.json().code]).toEqual([how, 403, 'CSRF_REJECTED'])
  }
  expect(await stateOf(bff)).toBe(before)
})

test.for(changing)('%s from the shop itself is not mistaken for that', async ([, route]) => {
  const { cookie } = await whoMay(bff, route)
  const headers = { origin: bff.url, 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' }
  expect((await callRoute(bff, route, { cookie, headers })).status).not.toBe(403)
})

test.for(titled(everyRoute.filter(({ name }) => !['health', 'ready'].includes(name))))(
  '%s does not answer other sites, as a page or as a resource',
  async ([, route]) => {
    const { cookie } = await whoMay(bff, route)
    for (const mode of ['navigate', 'no-cors', 'cors']) {
      const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': mode }
      expect((await callRoute(bff, route, { cookie, headers })).status).toBe(403)
    }
  },
)

test.for(titled(everyRoute))('reading at the address of %s changes nothing', async ([, route]) => {
  const { cookie } = await whoMay(bff, route)
  const address = addressOf(route, { product: bff.services.productId, order: crypto.randomUUID() })
  const before = await stateOf(bff)
  for (const method of ['GET', 'HEAD', 'OPTIONS']) {
    const headers = { cookie, 'access-control-request-method': 'POST', origin: bff.url }
    const reply = await bff.ask(`${address}?_method=${route.method}`, { method, headers })
    expect(reply.status).toBeLessThan(500)
    expect(Object.keys(reply.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  }
  expect(await stateOf(bff)).toBe(before)
})

test('a link to the contract works from anywhere', async () => {
  const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }
  expect((await bff.ask('/api/docs', { headers })).status).toBe(200)
})
