import { processGuards } from '@nowait/chassis/guard/registry'
import { eventually } from '@nowait/chassis/testing/eventually'
import { httpServer, type TestServer } from '@nowait/chassis/testing/servers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBff, type Bff, type Browser } from './testing/bff.ts'

let bff: Bff
let point: TestServer
/** What the point service says to a read. */
let pointStatus = 200

const strictly = (browser: Browser, path: string) =>
  bff.ask(`${path}?strict=1`, { headers: { cookie: browser.cookie, accept: 'application/json' } })

beforeAll(async () => {
  point = await httpServer((request, response) => {
    const orderId = request.url!.split('/').findLast((piece) => /^[0-9a-f-]{36}$/.test(piece))
    const points = { orderId, points: 120, state: 'pending', at: '2026-11-21T03:00:00.000Z' }
    response.writeHead(pointStatus, { 'content-type': 'application/json' }).end(JSON.stringify(points))
  })
  bff = await startBff({ env: { POINT_URL: point.url } })
})
afterAll(async () => {
  await bff.stop()
  await point.close()
})

async function memberWithOrder() {
  const browser = await bff.signUp()
  const id = bff.services.giveOrder(browser.session.member.id)
  return { browser, id, path: `/api/pages/order/${id}` }
}

test('who asks for all or nothing gets all, or an error that names what is missing', async () => {
  const { browser, path, id } = await memberWithOrder()
  const whole = await strictly(browser, path)
  expect(whole.json()).toMatchObject({ order: { data: { id } }, point: { data: { orderId: id } } })
  pointStatus = 500
  const broken = await strictly(browser, path)
  expect(broken.status).toBe(503)
  expect(Number(broken.headers['retry-after'])).toBeGreaterThan(0)
  expect(broken.json()).toMatchObject({
    code: 'PAGE_INCOMPLETE',
    detail: 'Missing: point',
    issues: [{ path: 'point', message: expect.stringContaining('UPSTREAM_ERROR') }],
  })
  const lines = await bff.ask(`${path}?strict=1`, { headers: { cookie: browser.cookie } })
  expect(lines.status).toBe(503)
  expect((await strictly(browser, '/api/pages/my')).json()).toMatchObject({ code: 'PAGE_INCOMPLETE' })
  expect((await bff.ask('/api/pages/home?strict=1')).status).toBe(200)
})

test('a service that keeps failing is left alone, its part says since and until when, and the rest is as ever', async () => {
  const { browser, path } = await memberWithOrder()
  const ask = async () =>
    (await bff.ask(path, { headers: { cookie: browser.cookie, accept: 'application/json' } })).json()
  pointStatus = 500
  let page: Record<string, unknown> = {}
  await eventually(async () => {
    page = await ask()
    return JSON.stringify(page).includes('UPSTREAM_CIRCUIT_OPEN')
  })
  expect(page).toMatchObject({
    order: { state: 'ready' },
    shipping: { state: 'ready' },
    point: {
      state: 'unavailable',
      problem: {
        code: 'UPSTREAM_CIRCUIT_OPEN',
        service: 'point',
        since: expect.any(String),
        retryAfterMs: expect.any(Number),
      },
    },
  })
  expect(processGuards.guard('bff→point')?.state().breaker?.phase).not.toBe('closed')
  pointStatus = 200
  await eventually(async () => (await strictly(browser, path)).status === 200)
})

test('what many ask of the catalogue at once is asked of product once', async () => {
  const letGo = bff.services.hold('product', 'before')
  const before = bff.services.asked.length
  const asked = Array.from({ length: 20 }, () => bff.ask(`/api/products/${bff.services.productId}`))
  await eventually(() => bff.upstreams.product.inFlight > 0)
  letGo()
  const answers = await Promise.all(asked)
  expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
  const questions = bff.services.asked.slice(before).filter(({ service }) => service === 'product')
  expect(questions.length).toBeLessThan(20)
})

test('a member may cause so many calls, wherever they are asked for', async () => {
  const other = await startBff({ env: { LIMIT_REQUESTS_PER_MEMBER: '3/60' } })
  try {
    const browser = await other.signUp()
    const asking = { headers: { cookie: browser.cookie } }
    for (let n = 0; n < 3; n++) expect((await other.ask('/api/session', asking)).status).toBe(200)
    const refused = await other.ask('/api/session', asking)
    expect(refused.json()).toMatchObject({ code: 'RATE_LIMITED', retryAfterMs: expect.any(Number) })
    const somebodyElse = await other.signUp()
    expect((await other.ask('/api/session', { headers: { cookie: somebodyElse.cookie } })).status).toBe(200)
  } finally {
    await other.stop()
  }
})

test('a session may have so many pages open at once', async () => {
  const letGo = bff.services.hold('order', 'before')
  const { browser, path } = await memberWithOrder()
  const open = Array.from({ length: 20 }, () => bff.ask(path, { headers: { cookie: browser.cookie } }))
  try {
    await eventually(() => bff.upstreams.order.inFlight === 20)
    const refused = await bff.ask(path, { headers: { cookie: browser.cookie } })
    expect(refused.json()).toMatchObject({
      code: 'RATE_LIMITED',
      detail: expect.stringContaining('20 pages'),
    })
    const { browser: other, path: theirs } = await memberWithOrder()
    const answered = bff.ask(theirs, { headers: { cookie: other.cookie } })
    await eventually(() => bff.upstreams.order.inFlight === 21)
    letGo()
    expect((await answered).status).toBe(200)
  } finally {
    letGo()
    await Promise.all(open)
  }
  expect((await bff.ask(path, { headers: { cookie: browser.cookie } })).status).toBe(200)
})
