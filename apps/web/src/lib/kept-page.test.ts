import { beforeEach, expect, test, vi } from 'vitest'
import { send } from './api.ts'
import { keepPage, showKept } from './kept-page.ts'
import type { PageSoFar } from './page-parts.ts'
import { createQueryClient } from './query-client.ts'
import { sessionEnded, signedIn, signedOut } from './session.ts'
import { keptPageKey } from './stored.ts'

const member = (id: string) => ({ id, email: `${id}@nowait.shop`, name: '김하루', role: 'member' as const })
const session = { member: member('m1'), expiresAt: '2099-01-01T00:00:00Z' }
const now = Date.now()
const ready = (data: object) => ({ state: 'ready', data, ms: 3, at: now - 60_000 })
const page = {
  orders: ready({ items: [], next: null, counts: {} }),
  shipping: ready({ items: [] }),
  point: ready({ balance: 7 }),
  notifications: ready({ items: [], unread: 0, next: null }),
} as unknown as PageSoFar<'myPage'>

/** What a visit begins with: `undefined` where nothing is shown at once. */
function shownAtOnce(): PageSoFar<'myPage'> | undefined {
  const client = createQueryClient()
  showKept(client)
  return client.getQueryData(['myPage', {}])
}

beforeEach(() => {
  signedOut(createQueryClient())
  signedIn(createQueryClient(), session)
  keepPage(session, page)
})

test('what was seen last is there at once on the next visit, as old as it is', () => {
  const shown = shownAtOnce()!
  expect(shown.point).toMatchObject({ state: 'stale', isKept: true, data: { balance: 7 }, at: now - 60_000 })
  const client = createQueryClient()
  showKept(client)
  expect(client.getQueryData(['whoAmI', {}])).toEqual(session)
  expect(client.getQueryState(['myPage', {}])?.dataUpdatedAt, 'is asked for all the same').toBe(0)
})

test('parts that have come already stay', () => {
  const client = createQueryClient()
  client.setQueryData(['myPage', {}], { point: ready({ balance: 9 }) })
  showKept(client)
  expect(client.getQueryData(['myPage', {}])).toMatchObject({
    point: { state: 'ready', data: { balance: 9 } },
    orders: { isKept: true },
  })
})

test('what is missing now is shown as it was, and says why', () => {
  const client = createQueryClient()
  const problem = { code: 'UPSTREAM_TIMEOUT' }
  client.setQueryData(['myPage', {}], { point: { state: 'unavailable', problem, ms: 3, at: now } })
  showKept(client)
  const { point } = client.getQueryData<PageSoFar<'myPage'>>(['myPage', {}])!
  expect(point).toMatchObject({ state: 'stale', data: { balance: 7 }, problem })
  expect(point).not.toHaveProperty('isKept')
})

test('signing out, and a session that has ended, leave nothing', () => {
  sessionEnded(createQueryClient())
  expect(localStorage.getItem(keptPageKey)).toBeNull()
  expect(shownAtOnce()).toBeUndefined()
})

test('another member is shown nothing of it', () => {
  const kept = localStorage.getItem(keptPageKey)!
  signedIn(createQueryClient(), { ...session, member: member('m2') })
  expect(localStorage.getItem(keptPageKey)).toBeNull()
  // As when a tab of the member before writes late.
  localStorage.setItem(keptPageKey, kept)
  window.dispatchEvent(new StorageEvent('storage', { key: keptPageKey }))
  expect(shownAtOnce()).toBeUndefined()
  keepPage(session, page)
  expect(localStorage.getItem(keptPageKey)).toBeNull()
})

test('it is not shown after its session is over', () => {
  keepPage({ ...session, expiresAt: new Date(Date.now() - 1).toISOString() }, page)
  expect(shownAtOnce()).toBeUndefined()
  expect(localStorage.getItem(keptPageKey)).toBeNull()
})

test('who has changed something is not shown how it was before', async () => {
  vi.stubGlobal('fetch', async () => new Response(null, { status: 204 }))
  await send('/api/orders', { method: 'POST' })
  vi.unstubAllGlobals()
  expect(shownAtOnce()).toBeUndefined()
})

test('nothing is kept of a page that has not come whole, or is itself only what was kept', () => {
  localStorage.removeItem(keptPageKey)
  window.dispatchEvent(new StorageEvent('storage', { key: keptPageKey }))
  keepPage(session, { ...page, point: undefined })
  keepPage(session, { ...page, point: { ...page.point!, state: 'stale', isKept: true } as never })
  expect(localStorage.getItem(keptPageKey)).toBeNull()
})

test.each(['', 'null', '7', '{}', '{"release":1}', '[', '{"release":"old","parts":null}'])(
  'whatever is stored breaks nothing: %s',
  (text) => {
    localStorage.setItem(keptPageKey, text)
    window.dispatchEvent(new StorageEvent('storage', { key: keptPageKey }))
    expect(shownAtOnce()).toBeUndefined()
  },
)
