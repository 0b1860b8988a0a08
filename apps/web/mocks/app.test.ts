import { afterEach, beforeEach, expect, test } from 'vitest'
import { demoMember, demoOperator } from '@nowait/contract/demo'
import { goods } from './catalogue.ts'
import { testMock } from './node.ts'

const shipTo = { name: '김하루', phone: '010-1111-2222', postalCode: '04038', address: '서울 마포구' }
const step = 4000
let mock: ReturnType<typeof testMock>

beforeEach(() => {
  mock = testMock()
})
afterEach(() => {
  if (mock.errors.length > 0) throw new Error(mock.errors.join('\n'))
})

const order = (slug: string, quantity: number, key: string = crypto.randomUUID(), to = shipTo) =>
  mock.client.placeOrder({
    headers: { 'idempotency-key': key },
    body: { items: [{ productId: goods(slug).id, quantity }], shipTo: to },
  })

async function page(id: string) {
  const parts: Record<string, { state: string; data?: unknown; problem?: { code: string } }> = {}
  for await (const line of await mock.client.orderPage({ params: { id } })) parts[line.part] = line
  return parts
}

const statusOf = async (id: string) => {
  const { items } = await mock.client.listOrders()
  return items.find((one) => one.id === id)?.status
}

test('a visitor looks around but has to sign in for what is his', async () => {
  mock.turn('')
  expect((await mock.client.listProducts({ query: { category: 'plants' } })).items.length).toBeGreaterThan(10)
  await expect(mock.client.whoAmI()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN', status: 401 })
})

test('the demo account signs in, and out again', async () => {
  mock.turn('')
  await expect(
    mock.client.signIn({ body: { email: demoMember.email, password: 'guess' } }),
  ).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' })
  expect((await mock.client.signIn({ body: demoSignIn })).member.name).toBe(demoMember.name)
  expect((await mock.client.whoAmI()).member.email).toBe(demoMember.email)
  await mock.client.signOut()
  await expect(mock.client.whoAmI()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' })
})
const demoSignIn = { email: demoMember.email, password: demoMember.password }

test('the first sign-in of a day brings points: promised at once, in the balance a moment later', async () => {
  mock.turn('')
  const body = { email: 'daily@nowait.shop', password: 'long enough' }
  await mock.client.signUp({ body: { ...body, name: '새 손님' } })
  await mock.client.signIn({ body })
  expect(await mock.client.getPoints()).toMatchObject({
    balance: 0,
    pending: 100,
    items: [{ reason: 'login', state: 'pending' }],
  })
  mock.pass(step)
  expect(await mock.client.getPoints()).toMatchObject({
    balance: 100,
    pending: 0,
    items: [{ state: 'accrued' }],
  })
  await mock.client.signIn({ body })
  expect((await mock.client.getPoints()).items).toHaveLength(1)
})

test('an address can be signed up once', async () => {
  const body = { email: 'new@nowait.shop', password: 'long enough', name: '새 손님' }
  expect((await mock.client.signUp({ body })).member.role).toBe('member')
  expect((await mock.client.listOrders()).items).toEqual([])
  await expect(mock.client.signUp({ body })).rejects.toMatchObject({ code: 'EMAIL_TAKEN' })
})

test('a request that the shop itself did not send is refused', async () => {
  const response = await mock.fetch(new Request('http://nowait.test/api/session', { method: 'DELETE' }))
  expect(response.status).toBe(403)
})

test('an order goes its way to the door, and its points follow', async () => {
  const { id, points } = await order('dawn-mug', 2)
  expect((await page(id)).shipping).toMatchObject({ state: 'ready', data: null })
  const seen = [await statusOf(id)]
  for (let steps = 0; steps < 5; steps++) {
    mock.pass(step)
    seen.push(await statusOf(id))
  }
  expect(seen).toEqual(['confirmed', 'preparing', 'shipped', 'shipped', 'shipped', 'delivered'])
  const parts = await page(id)
  expect(parts.shipping?.data).toMatchObject({ state: 'delivered' })
  expect(parts.point?.data).toMatchObject({ state: 'accrued', points })
  const { items } = await mock.client.listNotifications()
  expect(
    items
      .slice(0, 2)
      .map(({ kind }) => kind)
      .toSorted(),
  ).toEqual(['order-delivered', 'points-accrued'])
})

test('the same key and body is the same order; another body is refused', async () => {
  const first = await order('dawn-mug', 1, 'key-1')
  expect((await order('dawn-mug', 1, 'key-1')).id).toBe(first.id)
  await expect(order('dawn-mug', 2, 'key-1')).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' })
})

test('what is ordered is no longer on the shelf, and comes back when cancelled', async () => {
  const id = goods('dawn-mug').id
  const left = async () => (await mock.client.getProduct({ params: { id } })).stock.left
  const before = await left()
  const placed = await order('dawn-mug', 3)
  expect(await left()).toBe(before - 3)
  expect((await mock.client.cancelOrder({ params: { id: placed.id } })).status).toBe('cancelling')
  mock.pass(step)
  expect(await statusOf(placed.id)).toBe('cancelled')
  expect(await left()).toBe(before)
})

test('more than there is gets rejected and says why', async () => {
  const placed = await order('leather-tote', 99)
  expect(placed).toMatchObject({ status: 'rejected', reason: 'OUT_OF_STOCK', cancellable: false })
})

test('while the stock does not answer an order is accepted, and confirmed later', async () => {
  mock.turn('persona=demo,product=hang')
  const placed = await order('dawn-mug', 1)
  expect(placed.status).toBe('awaiting-stock')
  mock.pass(2 * step)
  expect(await statusOf(placed.id)).toBe('confirmed')
})

test('a parcel on its way cannot be called back', async () => {
  const placed = await order('dawn-mug', 1)
  mock.pass(2 * step)
  await expect(mock.client.cancelOrder({ params: { id: placed.id } })).rejects.toMatchObject({
    code: 'ORDER_NOT_CANCELLABLE',
  })
})

test('a parcel picked up while the cancellation was under way is delivered after all', async () => {
  const placed = await order('dawn-mug', 1)
  mock.pass(2 * step - 500)
  await mock.client.cancelOrder({ params: { id: placed.id } })
  mock.pass(2000)
  expect(await statusOf(placed.id)).toBe('shipped')
  const { items } = await mock.client.listNotifications()
  expect(items[0]?.kind).toBe('order-cancel-refused')
})

test('an operator changes a price; who had seen the old one is told', async () => {
  mock.turn('persona=operator')
  const id = goods('dawn-mug').id
  expect((await mock.client.whoAmI()).member.email).toBe(demoOperator.email)
  await mock.client.changePrice({ params: { id }, body: { price: 20_000 } })
  await expect(
    mock.client.placeOrder({
      headers: { 'idempotency-key': 'old-price' },
      body: { items: [{ productId: id, quantity: 1 }], shipTo, expectedTotal: 18_000 },
    }),
  ).rejects.toMatchObject({ code: 'PRICE_CHANGED' })
})

test('a member is no operator', async () => {
  const id = goods('dawn-mug').id
  await expect(mock.client.restockProduct({ params: { id }, body: { pieces: 1 } })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  })
})

test('the order of somebody else does not exist', async () => {
  const mine = await order('dawn-mug', 1)
  await mock.client.signIn({ body: { email: 'neighbour@nowait.shop', password: 'nowait-next' } })
  await expect(page(mine.id)).rejects.toMatchObject({ code: 'ORDER_NOT_FOUND', status: 404 })
})

test('a part that is slow, old or missing leaves the others alone', async () => {
  mock.turn('persona=demo,point=unavailable,shipping=stale:60000')
  const { id } = (await mock.client.listOrders()).items[0]!
  const parts = await page(id)
  expect(parts.order?.state).toBe('ready')
  expect(parts.shipping).toMatchObject({ state: 'stale', ageMs: 60_000 })
  expect(parts.point).toMatchObject({ state: 'unavailable', problem: { code: 'UPSTREAM_UNREACHABLE' } })
})

test('a part that hangs is given up at the deadline', async () => {
  mock.turn('persona=demo,shipping=hang,deadline=50')
  const { id } = (await mock.client.listOrders()).items[0]!
  expect((await page(id)).shipping).toMatchObject({ problem: { code: 'UPSTREAM_TIMEOUT' } })
})

test('My Page has everything for a member of long standing, page by page', async () => {
  mock.turn('persona=heavy')
  const parts: Record<string, unknown> = {}
  for await (const line of await mock.client.myPage()) parts[line.part] = line
  expect(Object.keys(parts).toSorted()).toEqual(['notifications', 'orders', 'point', 'shipping'])
  const first = await mock.client.listOrders({ query: { size: 50 } })
  const second = await mock.client.listOrders({ query: { size: 50, cursor: first.next! } })
  expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(68)
  expect(second.next).toBeNull()
})

test('notifications are read once, all of them or those named', async () => {
  const { unread, items } = await mock.client.listNotifications()
  expect(unread).toBeGreaterThan(1)
  const { id } = items.find(({ readAt }) => readAt === null)!
  expect(await mock.client.readNotifications({ body: { ids: [id] } })).toEqual({ unread: unread - 1 })
  expect(await mock.client.readNotifications({ body: {} })).toEqual({ unread: 0 })
})

test('what changes is told while it happens', async () => {
  const response = await mock.client.live()
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  const placed = await order('dawn-mug', 1)
  let told = ''
  while (!told.includes('"status":"confirmed"')) told += (await reader.read()).value
  expect(told).toContain(placed.id)
  await reader.cancel()
})

test('the stream of changes ends with the session, a heartbeat or not', async () => {
  const response = await mock.client.live()
  await mock.client.signOut()
  mock.pass(60_000)
  expect(await response.text()).toMatch(/^id: \d+\n\n$/)
})

test.each([
  ['00503', 'SERVICE_UNAVAILABLE'],
  ['00429', 'RATE_LIMITED'],
])('postal code %s lets anybody see %s', async (postalCode, code) => {
  await expect(order('dawn-mug', 1, 'key', { ...shipTo, postalCode })).rejects.toMatchObject({ code })
})

test('chaos fails some of it', async () => {
  mock.turn('persona=demo,chaos=100')
  await expect(mock.client.getPoints()).rejects.toMatchObject({ code: 'UPSTREAM_ERROR' })
})
