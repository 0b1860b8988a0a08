import { randomUUIDv7 } from 'node:crypto'
import { Problem } from '@nowait/contract/problem'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { forgetKeys, learnPrice } from './store.ts'
import { hang } from './testing/fake-services.ts'
import { startTestApp, type TestApp } from './testing/test-app.ts'

let service: TestApp
beforeAll(async () => {
  service = await startTestApp()
})
afterEach(() => service.product.behave())
afterAll(() => service.stop())

/** The body as it came, to be compared byte by byte. */
async function post(member: string, { headers, body }: Awaited<ReturnType<TestApp['orderOf']>>) {
  const answer = await service.send(member)('/orders', {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: answer.status, text: await answer.text() }
}
const ordersOf = async (member: string) => (await service.clientOf(member).listOrders()).items.length
const age = (key: string, time: string) => service.database.sql`
  update idempotency_key set created_at = now() - ${time}::interval where key = ${key}`

describe('an order', () => {
  test('is confirmed at once when product has the pieces', async () => {
    const client = service.clientOf()
    const request = await service.orderOf()
    const order = await client.placeOrder(request)
    const [today] = await service.database.sql<{ day: string }[]>`
      select to_char(${order.placedAt}::timestamptz at time zone 'Asia/Seoul', 'YYYYMMDD') as day`

    expect(order).toMatchObject({ status: 'confirmed', total: 36_000, points: 360, version: 2, reason: null })
    expect(order.number).toMatch(new RegExp(`^${today!.day}-\\d{6}$`))
    expect(order.history.map(({ status }) => status)).toEqual(['awaiting-stock', 'confirmed'])
    expect(await client.getOrder({ params: { id: order.id } })).toEqual(order)
    expect((await service.published(order.id)).map(({ type }) => type)).toEqual([
      'order.placed',
      'order.confirmed',
    ])
  })

  test.each(['OUT_OF_STOCK', 'PRODUCT_NOT_FOUND'] as const)(
    'is rejected when product says %s',
    async (reason) => {
      service.product.will(async () => {
        throw new Problem(reason)
      })
      const order = await service.clientOf().placeOrder(await service.orderOf())
      expect(order).toMatchObject({ status: 'rejected', reason, cancellable: false, version: 2 })
      expect((await service.published(order.id)).at(-1)).toMatchObject({
        type: 'order.rejected',
        data: { reason },
      })
    },
  )

  test('is accepted and awaits stock while product hangs', async () => {
    service.product.will(hang)
    const order = await service.clientOf().placeOrder(await service.orderOf())
    expect(order).toMatchObject({ status: 'awaiting-stock', cancellable: true, version: 1 })
  })

  test('never tells the log whose address it is', async () => {
    const order = await service.clientOf().placeOrder(await service.orderOf())
    expect(JSON.stringify(await service.published(order.id))).not.toMatch(/세종대로|김하루|010-1234/)
  })

  test('costs what the catalogue says now, not what the caller says', async () => {
    const client = service.clientOf()
    const productId = await service.know(18_000)
    await service.database.transaction((tx) => learnPrice(tx, productId, 2, 20_000))
    const items = [{ productId, quantity: 3 }]
    const seen = await service.orderOf({ items, expectedTotal: 54_000 })

    await expect(client.placeOrder(seen)).rejects.toMatchObject({ code: 'PRICE_CHANGED', status: 409 })
    expect(await client.listOrders()).toMatchObject({ items: [] })
    const again = { headers: seen.headers, body: { ...seen.body, expectedTotal: 60_000 } }
    expect(await client.placeOrder(again)).toMatchObject({ total: 60_000, status: 'confirmed' })
  })

  test('of something nobody sells is refused and named', async () => {
    const productId = randomUUIDv7()
    const request = await service.orderOf({ items: [{ productId, quantity: 1 }] })
    await expect(service.clientOf().placeOrder(request)).rejects.toMatchObject({
      code: 'PRODUCT_NOT_FOUND',
      problem: { about: productId },
    })
  })

  test('beyond what can be granted as points is refused', async () => {
    const items = [{ productId: await service.know(100_000_000), quantity: 11 }]
    await expect(service.clientOf().placeOrder(await service.orderOf({ items }))).rejects.toMatchObject({
      code: 'INVALID_REQUEST',
    })
  })

  test('needs an idempotency key', async () => {
    const { body } = await service.orderOf()
    const answer = await post(randomUUIDv7(), { headers: {} as { 'idempotency-key': string }, body })
    expect(answer.status).toBe(400)
  })
})

describe('the same request again', () => {
  test('gets the first answer byte for byte, whatever became of the order', async () => {
    const { member, cancelOrder } = service.clientOf()
    const request = await service.orderOf()
    const first = await post(member, request)
    await cancelOrder({ params: { id: JSON.parse(first.text).id } })

    expect(await post(member, request)).toEqual(first)
    const key = `"${request.headers['idempotency-key']}"`
    expect(await post(member, { ...request, headers: { 'idempotency-key': key } })).toEqual(first)
    expect(await ordersOf(member)).toBe(1)
  })

  test('with another body is refused', async () => {
    const { member, placeOrder } = service.clientOf()
    const request = await service.orderOf()
    await placeOrder(request)
    const other = { ...request, body: { ...request.body, expectedTotal: 36_000 } }
    await expect(placeOrder(other)).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED', status: 422 })
    expect(await ordersOf(member)).toBe(1)
  })

  test('of another member is another order', async () => {
    const request = await service.orderOf()
    const [one, other] = [
      await service.clientOf().placeOrder(request),
      await service.clientOf().placeOrder(request),
    ]
    expect(one.id).not.toBe(other.id)
  })

  test('fifty times at once makes one order, and every answer is that order or "still running"', async () => {
    const { member } = service.clientOf()
    const request = await service.orderOf()
    const answers = await Promise.all(Array.from({ length: 50 }, () => post(member, request)))
    const placed = answers.filter(({ status }) => status === 201)

    expect(await ordersOf(member)).toBe(1)
    expect(new Set(placed.map(({ text }) => text)).size).toBe(1)
    for (const { status, text } of answers.filter((answer) => answer.status !== 201)) {
      expect(status).toBe(409)
      expect(JSON.parse(text)).toMatchObject({ code: 'IDEMPOTENCY_KEY_RUNNING' })
    }
    expect(service.product.asked.filter((id) => id === JSON.parse(placed[0]!.text).id)).toHaveLength(1)
  })

  test('waits for a first one that runs, and gets the order when that one has died', async () => {
    const { member, placeOrder } = service.clientOf()
    const request = await service.orderOf()
    const [asked, stock] = [Promise.withResolvers<void>(), Promise.withResolvers<'reserved'>()]
    service.product.will(() => {
      asked.resolve()
      return stock.promise
    })
    const running = placeOrder(request)
    await asked.promise
    await expect(placeOrder(request)).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_RUNNING', status: 409 })

    await age(request.headers['idempotency-key'], '10 s')
    const answer = await post(member, request)
    expect(JSON.parse(answer.text)).toMatchObject({ status: 'awaiting-stock' })
    stock.resolve('reserved')
    expect(await running).toEqual(JSON.parse(answer.text))
    expect(await post(member, request)).toEqual(answer)
  })

  test('two days later is a new one', async () => {
    const client = service.clientOf()
    const request = await service.orderOf()
    const first = await client.placeOrder(request)
    await age(request.headers['idempotency-key'], '49 hours')
    expect((await client.placeOrder(request)).id).not.toBe(first.id)

    await age(request.headers['idempotency-key'], '49 hours')
    expect(await forgetKeys(service.database.sql, 10)).toBe(1)
    expect(await forgetKeys(service.database.sql, 10)).toBe(0)
  })
})
