import { randomUUIDv7 } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startFollowing } from './testing/following.ts'
import { startTestApp, type TestApp } from './testing/test-app.ts'

let service: TestApp
let following: Awaited<ReturnType<typeof startFollowing>>
beforeAll(async () => {
  service = await startTestApp()
  following = await startFollowing(service)
})
afterAll(async () => {
  await following.stop()
  await service.drop()
})

/** An order, what it tells, and what has become of its parcel. */
function newOrder() {
  const orderId = randomUUIDv7()
  const memberId = randomUUIDv7()
  const of = { memberId, number: '20261121-000001' }
  const shipment = () => service.clientOf(memberId).getShipment({ params: { orderId } })
  return {
    confirm: () =>
      following.tell({
        type: 'order.confirmed',
        aggregate: orderId,
        data: { ...of, total: 45_000, points: 450 },
      }),
    askToCancel: () => following.tell({ type: 'order.cancel-requested', aggregate: orderId, data: of }),
    shipment,
    pickUp: async () => {
      const { trackingNumber } = await shipment()
      return service.clientOf().updateFromCarrier({ body: { trackingNumber, step: 'picked-up' } })
    },
    events: async () => (await service.published(orderId)).map(({ type }) => type),
  }
}

test('a confirmed order gets a parcel', async () => {
  const order = newOrder()
  await order.confirm()
  await following.heard()
  expect(await order.shipment()).toMatchObject({ state: 'preparing' })
  expect(await order.events()).toEqual(['shipment.opened'])
})

test('an order cancelled while its parcel is with us stops it', async () => {
  const order = newOrder()
  await order.confirm()
  await order.askToCancel()
  await following.heard()
  expect(await order.shipment()).toMatchObject({ state: 'stopped' })
  expect(await order.events()).toEqual(['shipment.opened', 'shipment.stopped'])
})

test('an order whose parcel the carrier has is refused each time it asks', async () => {
  const order = newOrder()
  await order.confirm()
  await following.heard()
  await order.pickUp()
  await order.askToCancel()
  await order.askToCancel()
  await following.heard()
  expect(await order.shipment()).toMatchObject({ state: 'picked-up' })
  expect(await order.events()).toEqual([
    'shipment.opened',
    'shipment.moved',
    'shipment.refused',
    'shipment.refused',
  ])
})

test('hearing everything a second time changes nothing', async () => {
  const [stopped, refused] = [newOrder(), newOrder()]
  await stopped.confirm()
  await stopped.askToCancel()
  await refused.confirm()
  await following.heard()
  await refused.pickUp()
  await refused.askToCancel()
  await following.heard()
  const look = async () => [
    await stopped.shipment(),
    await stopped.events(),
    await refused.shipment(),
    await refused.events(),
  ]
  const before = await look()
  expect(before[3]).toEqual(['shipment.opened', 'shipment.moved', 'shipment.refused'])

  await following.repeat()
  expect(await look()).toEqual(before)
})
