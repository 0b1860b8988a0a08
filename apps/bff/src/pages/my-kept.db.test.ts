import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventually } from '@nowait/chassis/testing/eventually'
import { startBff, type Bff, type Browser } from '../testing/bff.ts'

let bff: Bff
beforeAll(async () => {
  bff = await startBff()
})
afterAll(() => bff.stop())

const my = '/api/pages/my'
const look = (browser: Browser, headers: Record<string, string> = {}) =>
  bff.ask(my, { headers: { cookie: browser.cookie, ...headers } })

/** A member whose page is kept, with one order. */
async function keptMember() {
  const browser = await bff.signUp()
  const member = browser.session.member.id
  const order = crypto.randomUUID()
  bff.services.mypage.keep(member, [order])
  return { browser, member, order }
}

/** Looks until the answer comes without asking the service; gives the tag it then has. */
async function known(browser: Browser): Promise<string> {
  return eventually(async () => {
    const { headers } = await look(browser)
    const before = bff.services.mypage.reads
    expect((await look(browser, { 'if-none-match': headers.etag! })).status).toBe(304)
    expect(bff.services.mypage.reads).toBe(before)
    return headers.etag!
  })
}

describe('a page that is kept', () => {
  test('is passed on as it is, to be kept by this browser alone and asked for each time', async () => {
    const { browser, order } = await keptMember()
    const answer = await look(browser)
    expect(answer.headers).toMatchObject({
      'nowait-page': 'projection',
      'cache-control': 'private, no-cache',
      'content-type': 'application/x-ndjson',
      'nowait-parts': 'orders,shipping,point,notifications',
    })
    expect(answer.headers.vary).toContain('Accept')
    expect(answer.text.split('\n')[0]).toContain(order)
    expect(bff.services.asked.filter(({ path }) => path === '/shipments')).toEqual([])
  })

  test('is one object to who wants that, under a tag of its own', async () => {
    const { browser, order } = await keptMember()
    const lines = await look(browser)
    const object = await look(browser, { accept: 'application/json' })
    expect(object.json()).toMatchObject({ orders: { state: 'ready', data: { items: [{ id: order }] } } })
    expect(object.headers.etag).not.toBe(lines.headers.etag)
    expect((await look(browser, { 'if-none-match': object.headers.etag! })).status).toBe(200)
  })

  test('is not sent again while it is unchanged, and nobody is asked about that', async () => {
    const { browser, member } = await keptMember()
    const etag = await known(browser)
    bff.services.mypage.keep(member, [crypto.randomUUID()])
    await eventually(async () => expect((await look(browser, { 'if-none-match': etag })).status).toBe(200))
  })

  test('is asked for again when it is no longer told of changes', async () => {
    const { browser } = await keptMember()
    const etag = await known(browser)
    bff.services.mypage.hangUp()
    await eventually(async () => {
      const before = bff.services.mypage.reads
      await look(browser, { 'if-none-match': etag })
      expect(bff.services.mypage.reads).toBe(before + 1)
    })
  })
})

describe('a page that cannot be had', () => {
  test('is composed of what the services answer, in the same parts, and says so', async () => {
    const browser = await bff.signUp()
    const id = bff.services.giveOrder(browser.session.member.id)
    const answer = await look(browser, { accept: 'application/json' })
    expect(answer.headers['nowait-page']).toBe('live; because=PROJECTION_BEHIND')
    expect(answer.headers.etag).toBeUndefined()
    expect(answer.json()).toMatchObject({ orders: { state: 'ready', data: { items: [{ id }] } } })
  })
})

describe('who has just ordered', () => {
  const wroteOf = (cookies: string[] = []) =>
    cookies.filter((cookie) => cookie.startsWith('nowait-wrote')).map((cookie) => cookie.split(';')[0]!)
  const order = { items: [{ productId: crypto.randomUUID(), quantity: 1 }], shipTo }

  test('is shown a page with it, from wherever it can be had, and never one without', async () => {
    const { browser, member } = await keptMember()
    const placed = await browser.ask('POST', '/api/orders', order, {
      'idempotency-key': crypto.randomUUID(),
    })
    const id = placed.json().id as string
    const cookie = [browser.cookie, ...wroteOf(placed.headers['set-cookie'])].join('; ')
    const live = await look(browser, { cookie })
    expect(live.headers['nowait-page']).toBe('live; because=PROJECTION_BEHIND')
    expect(live.text).toContain(id)

    bff.services.mypage.keep(member, [id])
    const kept = await look(browser, { cookie })
    expect(kept.headers['nowait-page']).toBe('projection')
    expect(kept.text).toContain(id)
    // Shown: the browser need not say it again.
    expect(kept.headers['set-cookie']?.join()).toContain('Max-Age=0')
  })

  test('does not make the next member of that browser wait for it', async () => {
    const { browser } = await keptMember()
    const placed = await browser.ask('POST', '/api/orders', order, {
      'idempotency-key': crypto.randomUUID(),
    })
    const other = await keptMember()
    const cookie = [other.browser.cookie, ...wroteOf(placed.headers['set-cookie'])].join('; ')
    expect((await look(other.browser, { cookie })).headers['nowait-page']).toBe('projection')
  })
})

const shipTo = { name: '김하루', phone: '010-1234-5678', postalCode: '04524', address: '서울시 중구 1' }

test('the address of a page that is a file too is handed to its member alone; where there are none it is not found', async () => {
  const { browser, member } = await keptMember()
  const ask = (cookie?: string) => bff.ask(`${my}/address`, { headers: cookie ? { cookie } : {} })
  expect((await ask(browser.cookie)).json()).toMatchObject({ code: 'NOT_FOUND' })
  bff.services.mypage.publish()
  const answer = await ask(browser.cookie)
  expect(answer.json()).toEqual({
    path: `/pages/file-of-${member}.ndjson?s=signed&e=1`,
    expiresAt: '2026-11-22T00:00:00.000Z',
  })
  expect(answer.headers['cache-control']).toContain('no-store')
  expect((await ask()).status).toBe(401)
})
