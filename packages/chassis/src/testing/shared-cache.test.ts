import { expect, test } from 'vitest'
import { createSharedCache } from './shared-cache.ts'

/** A careless server: everybody's page at one address, with these headers. */
function serve(headers: Record<string, string>) {
  let clock = 0
  const cache = createSharedCache(
    async (request) => ({ status: 200, headers, body: `page of ${request.headers.cookie}` }),
    () => clock,
  )
  return {
    get: async (cookie: string) => (await cache.get({ path: '/my', headers: { cookie } })).body,
    wait: (seconds: number) => (clock += seconds * 1_000),
  }
}

test.for([
  { headers: {}, leaks: true },
  { headers: { 'cache-control': 'max-age=10' }, leaks: true },
  { headers: { 'cache-control': 'private, no-cache' }, leaks: false },
  { headers: { 'cache-control': 'no-store' }, leaks: false },
  { headers: { 'cache-control': 'max-age=10', vary: 'Cookie' }, leaks: false },
])('a page with $headers is given to others: $leaks', async ({ headers, leaks }) => {
  const { get } = serve(headers as Record<string, string>)
  await get('me')
  expect(await get('you')).toBe(leaks ? 'page of me' : 'page of you')
})

test('what has grown old is asked for again', async () => {
  const { get, wait } = serve({ 'cache-control': 'max-age=10' })
  await get('me')
  wait(11)
  expect(await get('you')).toBe('page of you')
})
