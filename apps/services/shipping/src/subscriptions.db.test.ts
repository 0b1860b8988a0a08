import { randomUUIDv7 } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Database, openDatabase } from '@nowait/chassis/database'
import { publish } from '@nowait/chassis/events/publish'
import { startSequencer } from '@nowait/chassis/events/sequencer'
import type { Subscription } from '@nowait/chassis/events/subscribe'
import { createLog } from '@nowait/chassis/log'
import { followOrders } from './subscriptions.ts'
import { startTestApp } from './testing/test-app.ts'

const log = createLog({ name: 'shipping', level: 'error' })
let service: Awaited<ReturnType<typeof startTestApp>>
let orders: Database
let sequencer: ReturnType<typeof startSequencer>
let following: Subscription

beforeAll(async () => {
  service = await startTestApp()
  orders = openDatabase({ url: service.urlOf('order'), name: 'orders of the test', max: 2 })
  sequencer = startSequencer({ url: service.urlOf('order'), schema: 'order', log })
})
beforeEach(() => {
  following = followOrders({ database: service.database, log })
})
afterEach(() => following.stop())
afterAll(async () => {
  await sequencer.stop()
  await orders.close()
  await service.drop()
})

const number = '20261121-000001'

/** What the order service tells of one order. */
function newOrder() {
  const orderId = randomUUIDv7()
  const memberId = randomUUIDv7()
  let version = 1
  const tell = (type: 'order.confirmed' | 'order.cancel-requested') =>
    orders.transaction((tx) =>
      publish(tx, {
        type,
        aggregate: orderId,
        version: ++version,
        data: { memberId, number, total: 45_000, points: 450 },
      }),
    )
  const shipment = () => service.clientOf(memberId).getShipment({ params: { orderId } })
  const events = async () => (await service.published(orderId)).map(({ type }) => type)
  return { tell, shipment, events }
}

test('a confirmed order gets a parcel', async () => {
  const order = newOrder()
  await order.tell('order.confirmed')
  await following.caughtUp()
  expect(await order.shipment()).toMatchObject({ state: 'preparing' })
  expect(await order.events()).toEqual(['shipment.opened'])
})

test('an order cancelled while its parcel is with us stops it', async () => {
  const order = newOrder()
  await order.tell('order.confirmed')
  await order.tell('order.cancel-requested')
  await following.caughtUp()
  expect(await order.shipment()).toMatchObject({ state: 'stopped' })
  expect(await order.events()).toEqual(['shipment.opened', 'shipment.stopped'])
})

test('an order whose parcel the carrier has is refused each time it asks', async () => {
  const order = newOrder()
  await order.tell('order.confirmed')
  await following.caughtUp()
  const { trackingNumber } = await order.shipment()
  await service.clientOf().updateFromCarrier({ body: { trackingNumber, step: 'picked-up' } })
  await order.tell('order.cancel-requested')
  await order.tell('order.cancel-requested')
  await following.caughtUp()
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
  await stopped.tell('order.confirmed')
  await stopped.tell('order.cancel-requested')
  await refused.tell('order.confirmed')
  await following.caughtUp()
  const { trackingNumber } = await refused.shipment()
  await service.clientOf().updateFromCarrier({ body: { trackingNumber, step: 'in-transit' } })
  await refused.tell('order.cancel-requested')
  await following.caughtUp()
  const before = [await stopped.shipment(), await refused.shipment()]

  await following.stop()
  await service.database.sql`update consumer_offset set position = 0`
  following = followOrders({ database: service.database, log })
  await following.caughtUp()
  expect([await stopped.shipment(), await refused.shipment()]).toEqual(before)
  expect(await stopped.events()).toEqual(['shipment.opened', 'shipment.stopped'])
  expect(await refused.events()).toEqual(['shipment.opened', 'shipment.moved', 'shipment.refused'])
})
