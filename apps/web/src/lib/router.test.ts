import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createQueryClient } from './query-client.ts'
import { go, prefetch, setUpRouter, type Route } from './router.ts'
import { toasts } from './toast.ts'

const page = { default: () => null }
const route = (path: string, extra: Partial<Route> = {}): Route => ({
  path,
  load: vi.fn(async () => page),
  words: [],
  ...extra,
})

beforeEach(() => {
  history.replaceState(null, '', '/')
  window.scrollTo = vi.fn() as never
  toasts.set([])
})
afterEach(() => vi.unstubAllGlobals())

function setUp(extra: Partial<Route> = {}) {
  const routes = { home: route('/'), product: route('/products/:id', extra), rest: route('*') }
  setUpRouter(routes, createQueryClient())
  return routes
}

test('the address changes when the code of the page has come, not before', async () => {
  const code = Promise.withResolvers<typeof page>()
  setUp({ load: () => code.promise })
  const going = go('/products/7')
  expect(location.pathname).toBe('/')
  code.resolve(page)
  await going
  expect(location.pathname).toBe('/products/7')
})

test('of two clicks the last one counts', async () => {
  const slow = Promise.withResolvers<typeof page>()
  setUp({ load: () => slow.promise })
  const first = go('/products/7')
  await go('/elsewhere')
  slow.resolve(page)
  await first
  expect(location.pathname).toBe('/elsewhere')
})

test('pointing at a link fetches code and data once', async () => {
  const asked = vi.fn(async () => Response.json({ id: '7' }))
  vi.stubGlobal('fetch', asked)
  const routes = setUp({ data: 'getProduct' })
  prefetch('/products/7')
  prefetch('/products/7')
  await vi.waitFor(() => expect(routes.product.load).toHaveBeenCalled())
  expect(asked).toHaveBeenCalledOnce()
  expect(asked.mock.calls[0]).toMatchObject(['/api/products/7', { method: 'GET' }])
})

test('nothing of a member is asked for a visitor', () => {
  const asked = vi.fn()
  vi.stubGlobal('fetch', asked)
  setUp({ data: 'getProduct', member: true })
  prefetch('/products/7')
  expect(asked).not.toHaveBeenCalled()
})

test('without a network we stay where we are and say so', async () => {
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('offline')
  })
  setUp({ load: () => Promise.reject(new TypeError('offline')) })
  await go('/products/7')
  expect(location.pathname).toBe('/')
  expect(toasts.get()).toHaveLength(1)
})
