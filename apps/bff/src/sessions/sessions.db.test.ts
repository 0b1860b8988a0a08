import { createHash } from 'node:crypto'
import { eventually } from '@nowait/chassis/testing/eventually'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cookieOf, startBff, type Bff, type Browser } from '../testing/bff.ts'
import { newToken } from './token.ts'

let bff: Bff
beforeAll(async () => {
  bff = await startBff({ env: { SESSION_IDLE_SECONDS: '600', SESSION_MAX_SECONDS: '6000' } })
})
afterAll(() => bff.stop())

const whoAmI = (cookie: string) => bff.ask('/api/session', { headers: { cookie } })
const tokenIn = (cookie: string) => cookie.split('=')[1]!

/** Makes a session look older, as the database's clock would have it. */
const age = (browser: Browser, column: 'created_at' | 'last_seen_at' | 'rotated_at', seconds: number) =>
  bff.database.sql`
    update session set ${bff.database.sql(column)} = now() - make_interval(secs => ${seconds})
    where member_id = ${browser.session.member.id}`

test('ten thousand tokens have nothing in common', () => {
  const tokens = Array.from({ length: 10_000 }, newToken)
  expect(new Set(tokens).size).toBe(10_000)
  for (const token of tokens) expect(Buffer.from(token, 'base64url')).toHaveLength(32)
  for (let at = 0; at < 42; at++) expect(new Set(tokens.map((token) => token[at])).size).toBe(64)
})

test('the database knows a hash of the token, not the token', async () => {
  const { cookie } = await bff.signUp()
  const hash = createHash('sha256').update(tokenIn(cookie)).digest()
  expect(await bff.database.sql`select from session where token_hash = ${hash}`).toHaveLength(1)
  const [all] = await bff.database.sql`select string_agg(s::text, '') as text from session s`
  expect(all!.text).not.toContain(tokenIn(cookie))
})

test('on this machine the cookie is plain, everywhere else it is bound to the host over HTTPS', async () => {
  const body = { email: `${crypto.randomUUID()}@example.com`, password: 'a long enough one', name: 'A' }
  const here = await bff.change('/api/members', { body })
  expect(here.headers['set-cookie']).toEqual([
    expect.stringMatching(/^nowait=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=6000$/),
  ])
  const there = await bff.change('/api/session', {
    body: { email: body.email, password: body.password },
    headers: { host: 'shop.example' },
  })
  expect(there.headers['set-cookie']).toEqual([
    expect.stringMatching(
      /^__Host-nowait=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=6000; Secure$/,
    ),
  ])
  // A plain cookie could have been planted by a sibling domain.
  const planted = { host: 'shop.example', cookie: cookieOf(there).replace('__Host-', '') }
  expect((await bff.ask('/api/session', { headers: planted })).status).toBe(401)
})

test('a cookie that was there before sign-in is worth nothing after it', async () => {
  const email = 'fixed@example.com'
  const first = await bff.signUp(email)
  const again = await bff.change('/api/session', {
    body: { email, password: 'a long enough one' },
    headers: { cookie: first.cookie },
  })
  expect(cookieOf(again)).not.toBe(first.cookie)
  expect((await whoAmI(first.cookie)).status).toBe(401)
  const planted = `nowait=${newToken()}`
  await bff.change('/api/session', {
    body: { email, password: 'a long enough one' },
    headers: { cookie: planted },
  })
  expect((await whoAmI(planted)).status).toBe(401)
})

test('a session that is not used ends, and one that is used ends too, in the end', async () => {
  const idle = await bff.signUp()
  await age(idle, 'last_seen_at', 601)
  expect((await whoAmI(idle.cookie)).status).toBe(401)
  const old = await bff.signUp()
  await age(old, 'created_at', 6001)
  expect((await whoAmI(old.cookie)).status).toBe(401)
})

test('a request that was just answered is answered from memory for a second at most', async () => {
  const browser = await bff.signUp()
  expect((await whoAmI(browser.cookie)).status).toBe(200)
  await age(browser, 'created_at', 6001)
  await eventually(async () => (await whoAmI(browser.cookie)).status === 401)
})

test('asking keeps a session alive, an open stream does not', async () => {
  const browser = await bff.signUp()
  await age(browser, 'last_seen_at', 300)
  const idleFor = async () => {
    const [row] = await bff.database.sql`
      select extract(epoch from now() - last_seen_at)::int as seconds from session
      where member_id = ${browser.session.member.id}`
    return row!.seconds as number
  }
  await bff.ask('/api/live', { headers: { cookie: browser.cookie } })
  expect(await idleFor()).toBeGreaterThanOrEqual(300)
  await whoAmI(browser.cookie)
  expect(await idleFor()).toBeLessThan(60)
})

test('once a day the id changes; tabs that ask at the same moment stay signed in', async () => {
  const browser = await bff.signUp()
  await age(browser, 'rotated_at', 25 * 3600)
  const tabs = await Promise.all(Array.from({ length: 8 }, () => whoAmI(browser.cookie)))
  expect(tabs.map(({ status }) => status)).toEqual(Array(8).fill(200))
  const fresh = tabs.map(cookieOf).filter(Boolean)
  expect(fresh).toHaveLength(1)
  expect((await whoAmI(fresh[0]!)).status).toBe(200)
  expect(cookieOf(await whoAmI(browser.cookie))).toBe('')
  await bff.database.sql`
    update session set former_until = now() where member_id = ${browser.session.member.id}`
  await eventually(async () => (await whoAmI(browser.cookie)).status === 401)
  expect((await whoAmI(fresh[0]!)).status).toBe(200)
})

test('a new id reaches the browser even when the request itself fails', async () => {
  const browser = await bff.signUp()
  await age(browser, 'rotated_at', 25 * 3600)
  const reply = await browser.ask('POST', `/api/orders/${crypto.randomUUID()}/cancel`)
  expect(reply.status).toBe(404)
  expect((await whoAmI(cookieOf(reply))).status).toBe(200)
})

test('with another role comes another id, and the former one is worth nothing', async () => {
  const browser = await bff.signUp()
  await bff.database.sql`update member set role = 'operator' where id = ${browser.session.member.id}`
  const reply = await whoAmI(browser.cookie)
  expect(reply.json()).toMatchObject({ member: { role: 'operator' } })
  expect((await whoAmI(browser.cookie)).status).toBe(401)
  expect((await whoAmI(cookieOf(reply))).status).toBe(200)
})

test('what has expired is removed', async () => {
  const browser = await bff.signUp()
  await age(browser, 'last_seen_at', 601)
  expect(await bff.sessions.purge()).toBeGreaterThan(0)
  const { id } = browser.session.member
  expect(await bff.database.sql`select from session where member_id = ${id}`).toHaveLength(0)
})
