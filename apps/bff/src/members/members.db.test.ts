import { afterAll, beforeAll, expect, test } from 'vitest'
import { cookieOf, startBff, type Bff } from '../testing/bff.ts'

let bff: Bff
beforeAll(async () => {
  bff = await startBff()
})
afterAll(() => bff.stop())

test('who signs up is signed in', async () => {
  const browser = await bff.signUp('Haru@Example.com')
  expect(browser.session.member).toMatchObject({ email: 'haru@example.com', name: '김하루', role: 'member' })
  expect((await browser.ask('GET', '/api/session')).json()).toEqual(browser.session)
})

test('an e-mail makes one account, however it is written', async () => {
  await bff.signUp('twice@example.com')
  const again = await bff.change('/api/members', {
    body: { email: ' TWICE@example.com', password: 'another long one', name: 'B' },
  })
  expect(again.json()).toMatchObject({ status: 409, code: 'EMAIL_TAKEN' })
})

test('the password is asked for, in full and as typed', async () => {
  const password = `${'가나다라마바사아자차카타파하 '.repeat(5)}end`
  await bff.signUp('long@example.com', password)
  const signIn = (tried: string) =>
    bff.change('/api/session', { body: { email: 'long@example.com', password: tried } })
  expect((await signIn(password)).status).toBe(200)
  expect((await signIn(password.normalize('NFD'))).status).toBe(200)
  expect((await signIn(password.slice(0, 72))).json()).toMatchObject({
    status: 401,
    code: 'WRONG_CREDENTIALS',
  })
})

test('a wrong password and an unknown e-mail get the same answer', async () => {
  await bff.signUp('known@example.com')
  const answers = []
  for (const email of ['known@example.com', 'unknown@example.com']) {
    const reply = await bff.change('/api/session', { body: { email, password: 'not the password' } })
    const { traceId: _, ...problem } = reply.json()
    const { date: _d, ...headers } = reply.headers
    const { 'content-length': _l, ...rest } = headers
    answers.push([reply.status, problem, rest])
  }
  expect(answers[0]).toEqual(answers[1])
})

test.for(['password123', 'QWERTY123', '11111111', 'weak@example.com'])(
  'the password %s is refused, and said why',
  async (password) => {
    const reply = await bff.change('/api/members', {
      body: { email: 'weak@example.com', password, name: 'A' },
    })
    expect(reply.json()).toMatchObject({ code: 'INVALID_REQUEST', issues: [{ path: 'body.password' }] })
  },
)

test('after sign-out the cookie is worth nothing, here and at once', async () => {
  const browser = await bff.signUp()
  const out = await browser.ask('DELETE', '/api/session')
  expect(out.status).toBe(204)
  expect(out.headers['clear-site-data']).toBe('"cache"')
  expect(out.headers['set-cookie']?.[0]).toContain('Max-Age=0')
  expect((await browser.ask('GET', '/api/session')).status).toBe(401)
})

test('signing out everywhere ends every session of the member and of nobody else', async () => {
  const one = await bff.signUp('everywhere@example.com')
  const body = { email: 'everywhere@example.com', password: 'a long enough one' }
  const two = bff.browserOf(await bff.change('/api/session', { body }))
  const other = await bff.signUp()
  expect((await one.ask('DELETE', '/api/sessions')).status).toBe(204)
  expect((await one.ask('GET', '/api/session')).status).toBe(401)
  expect((await two.ask('GET', '/api/session')).status).toBe(401)
  expect((await other.ask('GET', '/api/session')).status).toBe(200)
})

test('a changed password ends the other sessions and gives this one a new id', async () => {
  const email = 'change@example.com'
  const one = await bff.signUp(email)
  const two = bff.browserOf(
    await bff.change('/api/session', { body: { email, password: 'a long enough one' } }),
  )
  const wrong = await one.ask('PUT', '/api/members/me/password', { current: 'no', next: 'a brand new one' })
  expect(wrong.json()).toMatchObject({ code: 'WRONG_CREDENTIALS' })
  const changed = await one.ask('PUT', '/api/members/me/password', {
    current: 'a long enough one',
    next: 'a brand new one',
  })
  expect(changed.status).toBe(200)
  expect(cookieOf(changed)).not.toBe(one.cookie)
  expect((await one.ask('GET', '/api/session')).status).toBe(401)
  expect((await two.ask('GET', '/api/session')).status).toBe(401)
  expect((await bff.browserOf(changed).ask('GET', '/api/session')).status).toBe(200)
  const signIn = (password: string) => bff.change('/api/session', { body: { email, password } })
  expect((await signIn('a long enough one')).status).toBe(401)
  expect((await signIn('a brand new one')).status).toBe(200)
})

test('what a member may not do, an operator may', async () => {
  const browser = await bff.signUp()
  const path = `/api/products/${bff.services.productId}/price`
  expect((await browser.ask('PUT', path, { price: 9_000 })).json()).toMatchObject({ code: 'FORBIDDEN' })
  await bff.database.sql`update member set role = 'operator' where id = ${browser.session.member.id}`
  await bff.sessions.endAllOf(crypto.randomUUID())
  expect((await browser.ask('PUT', path, { price: 9_000 })).status).toBe(200)
})
