import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hono } from 'hono'
import { Problem, problemResponse } from '@nowait/contract/problem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSite } from './site.ts'

let folder: string
let app: Hono
let bare: Hono

const routes = [
  {
    path: '/',
    chunks: ['/assets/home-1.js'],
    data: '/api/pages/home',
    member: false,
    pictures: ['/goods/mug.svg'],
  },
  { path: '/cart', chunks: ['/assets/cart-1.js'], data: null, member: false },
  { path: '/orders/:id', chunks: ['/assets/order-1.js'], data: '/api/pages/order/:id', member: true },
  { path: '*', chunks: ['/assets/not-found-1.js'], data: null, member: false },
]
const files: Record<string, string> = {
  'index.html': '<!doctype html>',
  'index.html.br': 'document, brotli',
  'assets/app-1.js': 'script',
  'assets/app-1.js.br': 'script, brotli',
  'assets/app-1.js.gz': 'script, gzip',
  'assets/app-1.js.map': 'map',
  'goods/mug.svg': '<svg/>',
  'icon.svg': '<svg/>',
  'push-worker.js': 'worker',
  '.env': 'SECRET=1',
  '.vite/manifest.json': '{}',
  'routes.json': JSON.stringify(routes),
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nowait-site-'))
  for (const name of ['assets', 'goods', '.vite']) await mkdir(join(folder, name))
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content)
  app = await shopIn(folder)
  bare = await shopIn(join(folder, 'not-there'))
})
afterAll(() => rm(folder, { recursive: true }))

async function shopIn(dist: string): Promise<Hono> {
  const hono = new Hono()
  hono.all('*', await createSite({ folder: dist, hasSession: (c) => c.req.header('cookie') === 'nowait=1' }))
  hono.onError((error) => problemResponse(error instanceof Problem ? error.code : 'INTERNAL'))
  return hono
}

/** `sent` is the path as it stands in the request line, before anybody has tidied it up. */
const get = (sent: string, headers: Record<string, string> = {}, method = 'GET') =>
  app.request(
    '/',
    { headers: { accept: 'text/html', ...headers }, method },
    { incoming: { url: sent, socket: {} } },
  )

test('a page of the shop is the document, fresh each time', async () => {
  const reply = await get('/orders/0197a1b2?from=mail')
  expect(reply.status).toBe(200)
  expect(reply.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(reply.headers.get('cache-control')).toBe('no-cache')
  expect(await reply.text()).toBe('<!doctype html>')
})

test('an address the shop does not know is its own not-found page, and says 404', async () => {
  const reply = await get('/nothing/here')
  expect(reply.status).toBe(404)
  expect(await reply.text()).toBe('<!doctype html>')
  expect(reply.headers.get('link')).toBe('</assets/not-found-1.js>; rel=modulepreload')
})

test.for<[string, string, string | null]>([
  ['br, gzip', 'script, brotli', 'br'],
  ['gzip, deflate', 'script, gzip', 'gzip'],
  ['gzip, br;q=0', 'script, gzip', 'gzip'],
  ['*', 'script, brotli', 'br'],
  ['identity', 'script', null],
  ['', 'script', null],
])('a browser that accepts "%s" gets it so', async ([accepted, body, encoding]) => {
  const reply = await get('/assets/app-1.js', { 'accept-encoding': accepted })
  expect(await reply.text()).toBe(body)
  expect(reply.headers.get('content-encoding')).toBe(encoding)
  expect(reply.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  expect(reply.headers.get('vary')).toBe('Accept-Encoding')
})

test('hashed files are kept for good, pictures for a day, the rest is asked for again', async () => {
  const kept = async (path: string) => (await get(path)).headers.get('cache-control')
  expect(await kept('/assets/app-1.js')).toBe('public, max-age=31536000, immutable')
  expect(await kept('/goods/mug.svg')).toBe('public, max-age=86400')
  expect(await kept('/icon.svg')).toBe('no-cache')
})

test('the push worker is asked for again each time, and may speak to this shop alone', async () => {
  const { status, headers } = await get('/push-worker.js?language=ko')
  expect(status).toBe(200)
  expect(headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  expect(headers.get('cache-control')).toBe('no-cache')
  expect(headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(headers.get('content-security-policy')).toContain("connect-src 'self'")
})

test('what the browser has is not sent again, each encoding by itself', async () => {
  const first = await get('/', { 'accept-encoding': 'br' })
  const etag = first.headers.get('etag')!
  const again = await get('/', { 'accept-encoding': 'br', 'if-none-match': `"old", W/${etag}` })
  expect(again.status).toBe(304)
  expect(again.headers.get('etag')).toBe(etag)
  expect(await again.text()).toBe('')
  expect((await get('/', { 'if-none-match': etag })).status).toBe(200)
})

test.for([
  '/../etc/passwd',
  '/..%2f..%2fetc/passwd',
  '/%2e%2e/%2e%2e/etc/passwd',
  '/assets/../.env',
  '/assets/..%5c.env',
  '/.env',
  '/.git/config',
  '/.vite/manifest.json',
  '/routes.json',
  '/assets/app-1.js.map',
  '/assets/app-1.js.br',
  '/assets',
  '/assets/',
  '/assets/none.js',
  '//evil.example',
  '/assets//app-1.js',
  '/assets/app-1.js;x',
  '/a;b',
  '/%00',
  '/assets/app-1.js%00.css',
  '/ASSETS/APP-1.JS',
  '/%252e%252e/etc/passwd',
  '\\..\\etc',
  '/API/session',
  '/api',
  '/api/nothing',
  '/index.html/',
  '/assets/app-1.js/',
  '*',
  'http://evil.example/',
])('%s is no file and no page', async (path) => {
  const reply = await get(path)
  expect(reply.status).toBe(404)
  expect(reply.headers.get('location')).toBeNull()
  const body = await reply.text()
  expect(body).not.toMatch(/SECRET|root:|map|manifest/)
})

test('who does not ask for a page gets none', async () => {
  expect((await get('/orders/1', { accept: 'application/json' })).status).toBe(404)
})

test('the shop is read and nothing else', async () => {
  const reply = await get('/', {}, 'POST')
  expect([reply.status, reply.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
})

test('the document names what its page will ask for first, to those who may ask', async () => {
  const link = async (path: string, cookie = '') => (await get(path, { cookie })).headers.get('link')
  expect(await link('/')).toBe(
    '</assets/home-1.js>; rel=modulepreload, </goods/mug.svg>; rel=preload; as=image; fetchpriority=high, ' +
      '</api/pages/home>; rel=preload; as=fetch; crossorigin',
  )
  expect(await link('/cart')).toBe('</assets/cart-1.js>; rel=modulepreload')
  expect(await link('/orders/0197-a')).toBe('</assets/order-1.js>; rel=modulepreload')
  expect(await link('/orders/0197-a', 'nowait=1')).toBe(
    '</assets/order-1.js>; rel=modulepreload, </api/pages/order/0197-a>; rel=preload; as=fetch; crossorigin',
  )
  expect((await get('/orders/0197-a')).headers.get('vary')).toContain('Cookie')
})

test('a shop that is not built says what to do', async () => {
  const reply = await bare.request('/', { headers: { accept: 'text/html' } })
  expect(reply.status).toBe(503)
})
