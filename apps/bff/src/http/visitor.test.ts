import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { addressRanges } from './address.ts'
import { rememberedVisitor, visitorOf, type Visitor, type VisitorOptions } from './visitor.ts'

/** The visitor of a request that comes from `peer`. */
async function seen(
  options: Partial<VisitorOptions> & { trust?: string; peer?: string; host?: string },
  headers: Record<string, string> = {},
): Promise<Visitor> {
  const { trust = '', peer = '203.0.113.7', host = 'shop.example', publicOrigin } = options
  let visitor: Visitor | undefined
  const app = new Hono().get('/', (c) => {
    visitor = visitorOf(c, { trustProxy: addressRanges(trust), publicOrigin })
    return c.text('')
  })
  await app.request(`http://${host}/`, { headers }, { incoming: { socket: { remoteAddress: peer } } })
  return visitor!
}

const forwarded = { 'x-forwarded-for': '198.51.100.1, 192.0.2.5', 'x-forwarded-proto': 'https' }

test('anybody can write forwarding headers, so they count for nothing by default', async () => {
  expect(await seen({}, forwarded)).toMatchObject({ network: '203.0.113.7', https: false })
})

test('a trusted proxy is believed about whom it saw, and no further', async () => {
  const trust = '203.0.113.0/24'
  expect(await seen({ trust }, forwarded)).toMatchObject({ network: '192.0.2.5', https: true })
  expect((await seen({ trust: `${trust}, 192.0.2.5` }, forwarded)).network).toBe('198.51.100.1')
  expect((await seen({ trust })).network).toBe('203.0.113.7')
})

test('only plain HTTP on this machine goes without a secure cookie', async () => {
  expect((await seen({ host: 'localhost:3000' })).plainLoopback).toBe(true)
  expect((await seen({ host: '127.0.0.1:3000' })).plainLoopback).toBe(true)
  expect((await seen({ host: 'shop.example' })).plainLoopback).toBe(false)
  expect((await seen({ host: 'localhost.shop.example' })).plainLoopback).toBe(false)
  expect((await seen({ host: 'localhost', publicOrigin: 'https://shop.example' })).plainLoopback).toBe(false)
})

test('the shop knows its own origin by its host, or by what the operator says', async () => {
  const byHost = await seen({ host: 'shop.example:8080' })
  expect(byHost.isOwnOrigin('http://shop.example:8080')).toBe(true)
  expect(['http://shop.example', 'null', '', 'https://evil.example'].some(byHost.isOwnOrigin)).toBe(false)
  const told = await seen({ publicOrigin: 'https://shop.example' })
  expect(told.isOwnOrigin('https://shop.example')).toBe(true)
  expect(told.isOwnOrigin('http://shop.example')).toBe(false)
})

test('a connection is not taken for somebody else: another host, or another visitor behind a proxy, is looked at anew', async () => {
  const all: Visitor[] = []
  const appWith = (trust: string) => {
    const visitor = rememberedVisitor({ trustProxy: addressRanges(trust) })
    return new Hono().get('/', (c) => {
      all.push(visitor(c))
      return c.text('')
    })
  }
  const incoming = { socket: { remoteAddress: '203.0.113.7' } }
  const direct = appWith('')
  for (const host of ['localhost', 'localhost', 'shop.example'])
    await direct.request(`http://${host}/`, {}, { incoming })
  expect(all.map(({ plainLoopback }) => plainLoopback)).toEqual([true, true, false])
  expect(all[1]).toBe(all[0])
  const proxied = appWith('203.0.113.7')
  for (const address of ['198.51.100.1', '198.51.100.2'])
    await proxied.request('http://shop.example/', { headers: { 'x-forwarded-for': address } }, { incoming })
  expect(all.slice(3).map(({ network }) => network)).toEqual(['198.51.100.1', '198.51.100.2'])
})
