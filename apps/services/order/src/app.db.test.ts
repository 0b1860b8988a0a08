import { randomUUIDv7 } from 'node:crypto'
import { Problem } from '@nowait/contract/problem'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { settleStock } from './settle-stock.ts'
import { findOrder } from './store.ts'
import { hang } from './testing/fake-services.ts'
import { shipTo, startTestApp, type TestApp } from './testing/test-app.ts'

let service: TestApp
beforeAll(async () => {
  service = await startTestApp()
})
afterEach(() => service.product.behave())
afterAll(() => service.stop())

const typesOf = async (id: string) => (await service.published(id)).map(({ type }) => type)
const versionsOf = async (id: string) => (await service.published(id)).map(({ version }) => version)

describe('an order of somebody else', () => {
  test('looks exactly like one that does not exist', async () => {
    const stranger = service.clientOf()
    const { id } = await service.clientOf().placeOrder(await service.orderOf())
    const unknown = randomUUIDv7()
    for (const [method, path] of [
      ['GET', '/orders/'],
      ['POST', '/orders/:/cancel'],
    ] as const) {
      const ask = async (which: string) => {
        const url = path.includes(':') ? path.replace(':', which) : path + which
        const answer = await service.send(stranger.member)(url, { method })
        return { status: answer.status, text: (await answer.text()).replaceAll(which, 'ID') }
      }
      expect(await ask(id)).toEqual(await ask(unknown))
      expect((await ask(id)).status).toBe(404)
    }
    expect(await typesOf(id)).toEqual(['order.placed', 'order.confirmed'])
  })
})

describe('my orders', () => {
  test('come newest first, page by page, each once, with their counts by status', async () => {
    const { member, listOrders, placeOrder, cancelOrder } = service.clientOf()
    const placed: string[] = []
    for (let i = 0; i < 7; i++) placed.unshift((await placeOrder(await service.orderOf())).id)
    await cancelOrder({ params: { id: placed[3]! } })
    await service.clientOf().placeOrder(await service.orderOf())

    const pages = [await listOrders({ query: { size: 3 } })]
    while (pages.at(-1)!.next)
      pages.push(await listOrders({ query: { size: 3, cursor: pages.at(-1)!.next! } }))
    expect(pages.map(({ items }) => items.length)).toEqual([3, 3, 1])
    expect(pages.flatMap(({ items }) => items.map(({ id }) => id))).toEqual(placed)
    for (const { counts } of pages) expect(counts).toEqual({ confirmed: 6, cancelling: 1 })
    expect(await service.clientOf(member).listOrders()).toMatchObject({ next: null })
  })

  test('of a new member are none', async () => {
    expect(await service.clientOf().listOrders()).toEqual({ items: [], next: null, counts: {} })
  })

  test('have no page behind a cursor that was made up', async () => {
    for (const cursor of ['eA', 'LTE', '____'])
      await expect(service.clientOf().listOrders({ query: { cursor } })).rejects.toMatchObject({
        code: 'INVALID_REQUEST',
      })
  })
})

describe('an address', () => {
  test('is remembered from the last order and told to the carrier', async () => {
    const client = service.clientOf()
    expect(await client.getLastShipTo()).toEqual({ shipTo: null })
    await client.placeOrder(await service.orderOf())
    const moved = { ...shipTo, address: '부산시 해운대구 🏖️ 1' }
    const { id } = await client.placeOrder(await service.orderOf({ shipTo: moved }))

    expect(await client.getLastShipTo()).toEqual({ shipTo: moved })
    expect(await client.getShipTo({ params: { id } })).toEqual(moved)
    await expect(client.getShipTo({ params: { id: randomUUIDv7() } })).rejects.toMatchObject({
      code: 'ORDER_NOT_FOUND',
    })
  })
})

describe('cancelling', () => {
  test('a confirmed order leaves the decision to shipping', async () => {
    const client = service.clientOf()
    const { id } = await client.placeOrder(await service.orderOf())
    expect(await client.cancelOrder({ params: { id } })).toMatchObject({
      status: 'cancelling',
      cancellable: false,
      version: 3,
    })
    expect((await typesOf(id)).at(-1)).toBe('order.cancel-requested')
  })

  test('many times at once asks once', async () => {
    const client = service.clientOf()
    const { id } = await client.placeOrder(await service.orderOf())
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => client.cancelOrder({ params: { id } })),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set(['cancelling']))
    expect(await versionsOf(id)).toEqual([1, 2, 3])
  })

  test('an order that awaits stock ends it, and a late reservation does not bring it back', async () => {
    const client = service.clientOf()
    service.product.will(hang)
    const { id } = await client.placeOrder(await service.orderOf())
    const awaiting = (await findOrder(service.database.sql, id))!
    expect(await client.cancelOrder({ params: { id } })).toMatchObject({ status: 'cancelled' })

    const late = await settleStock(service.dispatch, awaiting, { state: 'reserved', until: Infinity })
    await service.database.transaction(late)
    expect(await client.getOrder({ params: { id } })).toMatchObject({ status: 'cancelled', version: 2 })
    expect(await typesOf(id)).toEqual(['order.placed', 'order.cancelled'])
  })

  test('while product is still deciding leaves one of the two, and dense versions', async () => {
    const client = service.clientOf()
    for (let round = 0; round < 10; round++) {
      const asked = Promise.withResolvers<string>()
      service.product.will(async (orderId) => {
        asked.resolve(orderId)
        return 'reserved'
      })
      const placing = client.placeOrder(await service.orderOf())
      const id = await asked.promise
      const [, cancelled] = await Promise.all([placing, client.cancelOrder({ params: { id } })])
      expect(['cancelled', 'cancelling']).toContain(cancelled.status)
      expect(await client.getOrder({ params: { id } })).toMatchObject({ status: cancelled.status })
      const versions = await versionsOf(id)
      expect(versions).toEqual(versions.map((_, index) => index + 1))
    }
  })

  test('a rejected order is refused', async () => {
    const client = service.clientOf()
    service.product.will(async () => {
      throw new Problem('OUT_OF_STOCK')
    })
    const { id } = await client.placeOrder(await service.orderOf())
    await expect(client.cancelOrder({ params: { id } })).rejects.toMatchObject({
      code: 'ORDER_NOT_CANCELLABLE',
      status: 409,
      problem: { about: id },
    })
  })
})
