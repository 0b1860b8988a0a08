import { randomUUIDv7 } from 'node:crypto'
import { eventually } from '@nowait/chassis/testing/eventually'
import { Problem } from '@nowait/contract/problem'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { learnPrice } from './store.ts'
import { hang } from './testing/fake-services.ts'
import { startFollowing } from './testing/following.ts'
import { startTestApp, type TestApp } from './testing/test-app.ts'

let service: TestApp
let following: Awaited<ReturnType<typeof startFollowing>>
beforeAll(async () => {
  service = await startTestApp()
  following = await startFollowing(service)
})
afterEach(() => service.product.behave())
afterAll(async () => {
  await following.stop()
  await service.stop()
})

const soon = { withinMs: 15_000 }
const typesOf = async (aggregate: string) => (await service.published(aggregate)).map(({ type }) => type)
const pointsOf = (orderId: string) => service.published(`points:${orderId}`)

async function placed() {
  const client = service.clientOf()
  const { id } = await client.placeOrder(await service.orderOf())
  const becomes = (status: string) =>
    eventually(async () => {
      expect(await client.getOrder({ params: { id } })).toMatchObject({ status })
    }, soon)
  const ofShipment = { orderId: id, memberId: client.member }
  const shipment = {
    opened: () =>
      following.tell('shipping', {
        type: 'shipment.opened',
        aggregate: id,
        data: {
          ...ofShipment,
          carrier: { ko: '택배', en: 'Parcel' },
          trackingNumber: '1',
          expectedOn: '2026-11-24',
        },
      }),
    moved: (step: 'picked-up' | 'in-transit' | 'delivered') =>
      following.tell('shipping', {
        type: 'shipment.moved',
        aggregate: id,
        data: { ...ofShipment, step, place: { ko: '서울', en: 'Seoul' } },
      }),
    stopped: () => following.tell('shipping', { type: 'shipment.stopped', aggregate: id, data: ofShipment }),
    refused: () => following.tell('shipping', { type: 'shipment.refused', aggregate: id, data: ofShipment }),
  }
  return { id, client, becomes, shipment, cancel: () => client.cancelOrder({ params: { id } }) }
}

describe('the catalogue as the order service knows it', () => {
  test('follows what product publishes, prices included', async () => {
    const [productId, client] = [randomUUIDv7(), service.clientOf()]
    const request = await service.orderOf({ items: [{ productId, quantity: 2 }] })
    const data = {
      name: { ko: '램프', en: 'Lamp' },
      price: 30_000,
      picture: '/goods/lamp.svg',
      category: 'lighting' as const,
    }
    await following.tell('product', { type: 'product.listed', aggregate: productId, data })
    await following.tell('product', {
      type: 'product.price-changed',
      aggregate: productId,
      data: { price: 35_000 },
    })
    const order = await eventually(
      () => client.placeOrder({ ...request, body: { ...request.body, expectedTotal: 70_000 } }),
      soon,
    )
    expect(order).toMatchObject({ total: 70_000, items: [{ name: data.name, price: 35_000 }] })
  })

  test('takes a change once, and none whose predecessor is missing', async () => {
    const id = await service.know(10_000)
    const learn = (version: number, price: number) =>
      service.database.transaction((tx) => learnPrice(tx, id, version, price))
    await learn(2, 11_000)
    await learn(2, 99_000)
    await expect(learn(4, 12_000)).rejects.toThrow(`Product ${id}: event 4 came, but 2 is the last one known`)
    const items = [{ productId: id, quantity: 1 }]
    expect(await service.clientOf().placeOrder(await service.orderOf({ items }))).toMatchObject({
      total: 11_000,
    })
  })
})

describe('an order that was left awaiting stock', () => {
  test('is confirmed once product answers again', async () => {
    service.product.will(hang)
    const { id, client, becomes } = await placed()
    expect(await client.getOrder({ params: { id } })).toMatchObject({ status: 'awaiting-stock' })
    service.product.behave()
    await becomes('confirmed')
    expect(await typesOf(id)).toEqual(['order.placed', 'order.confirmed'])
  })

  test('is confirmed only while its pieces are held for it', async () => {
    service.product.holdsFor(0)
    const { id, client, becomes } = await placed()
    expect(await client.getOrder({ params: { id } })).toMatchObject({ status: 'awaiting-stock' })
    await eventually(() => service.product.asked.filter((asked) => asked === id).length > 1, soon)
    expect(await client.getStatus({ params: { id } })).toEqual({ status: 'awaiting-stock' })
    service.product.behave()
    await becomes('confirmed')
    expect(await client.getStatus({ params: { id } })).toEqual({ status: 'confirmed' })
  })

  test('is rejected when there are no pieces', async () => {
    service.product.will(hang)
    const { id, client, becomes } = await placed()
    service.product.will(async () => {
      throw new Problem('OUT_OF_STOCK')
    })
    await becomes('rejected')
    expect(await client.getOrder({ params: { id } })).toMatchObject({ reason: 'OUT_OF_STOCK' })
  })

  test('stays cancelled when it was cancelled meanwhile', async () => {
    service.product.will(hang)
    const { id, cancel, becomes } = await placed()
    expect(await cancel()).toMatchObject({ status: 'cancelled' })
    service.product.behave()
    const next = await placed()
    await next.becomes('confirmed')
    await becomes('cancelled')
    expect(await typesOf(id)).toEqual(['order.placed', 'order.cancelled'])
  })
})

describe('an order and its parcel', () => {
  test('arrive together, and bring points', async () => {
    const { id, client, becomes, shipment } = await placed()
    await shipment.opened()
    await becomes('preparing')
    for (const step of ['picked-up', 'in-transit', 'delivered'] as const) await shipment.moved(step)
    await becomes('delivered')
    const { history } = await client.getOrder({ params: { id } })
    expect(history.map(({ status }) => status)).toEqual([
      'awaiting-stock',
      'confirmed',
      'preparing',
      'shipped',
      'delivered',
    ])
    await eventually(async () => {
      expect((await pointsOf(id)).map(({ type, version }) => [type, version])).toEqual([
        ['points.requested', 1],
        ['points.accrued', 2],
      ])
    }, soon)
    expect(service.point.entryOf(id)).toEqual({ points: 360, state: 'accrued' })
  })

  test('a carrier that leaves out the pick-up has shipped it all the same', async () => {
    const { becomes, shipment, cancel } = await placed()
    await shipment.opened()
    await shipment.moved('in-transit')
    await becomes('shipped')
    await expect(cancel()).rejects.toMatchObject({ code: 'ORDER_NOT_CANCELLABLE' })
  })

  test('stop together, and the points go back', async () => {
    const { id, becomes, shipment, cancel } = await placed()
    await shipment.opened()
    await becomes('preparing')
    expect(await cancel()).toMatchObject({ status: 'cancelling' })
    await shipment.stopped()
    await becomes('cancelled')
    await eventually(async () => {
      expect((await pointsOf(id)).map(({ type }) => type)).toEqual(['points.requested', 'points.revoked'])
    }, soon)
    expect(service.point.entryOf(id)).toMatchObject({ state: 'revoked' })
  })

  test('go on when the cancellation came too late, and nothing that happened meanwhile is left out', async () => {
    const { id, becomes, shipment, cancel } = await placed()
    await shipment.opened()
    await becomes('preparing')
    await cancel()
    await shipment.moved('picked-up')
    await shipment.refused()
    await becomes('shipped')
    expect((await service.published(id)).map(({ type, version }) => `${version} ${type}`)).toEqual([
      '1 order.placed',
      '2 order.confirmed',
      '3 order.preparing',
      '4 order.cancel-requested',
      '5 order.cancel-refused',
      '6 order.shipped',
    ])
  })
})
