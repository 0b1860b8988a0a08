import { randomUUIDv7 } from 'node:crypto'
import { openDatabase, type Database } from '@nowait/chassis/database'
import { publish } from '@nowait/chassis/events/publish'
import { eventually } from '@nowait/chassis/testing/eventually'
import { testEvents } from '@nowait/chassis/testing/test-events'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { endOverdue } from './overdue.ts'
import { followOrders } from './subscriptions.ts'
import { startTestApp } from './testing/test-app.ts'

let service: Awaited<ReturnType<typeof startTestApp>>
let orders: Database
let running: { stop(): Promise<void> }[]
beforeAll(async () => {
  service = await startTestApp()
  const url = service.urlOf('order')
  orders = openDatabase({ url, name: 'order', max: 2 })
  const events = testEvents(service)
  running = [events, testEvents({ database: orders, url, schema: 'order', log: service.log })]
  followOrders(events)
})
afterAll(async () => {
  for (const each of running) await each.stop()
  await orders.close()
  await service.drop()
})

const ended = {
  rejected: (orderId: string) =>
    orders.transaction((tx) =>
      publish(tx, {
        type: 'order.rejected',
        aggregate: orderId,
        version: 2,
        data: { memberId: orderId, number: '20261121-000001', reason: 'OUT_OF_STOCK' },
      }),
    ),
  cancelled: (orderId: string, version = 2) =>
    orders.transaction((tx) =>
      publish(tx, {
        type: 'order.cancelled',
        aggregate: orderId,
        version,
        data: { memberId: orderId, number: '20261121-000001' },
      }),
    ),
}

const stateOf = async (orderId: string) => {
  const [row] = await service.database.sql`select state from reservation where order_id = ${orderId}`
  return row?.state
}

test('when an order is confirmed its pieces are sold, and come back only with its cancellation', async () => {
  const product = await service.list({ stock: 10 })
  const orderId = randomUUIDv7()
  await service.reserve(orderId, [product, 4])
  await orders.transaction((tx) =>
    publish(tx, {
      type: 'order.confirmed',
      aggregate: orderId,
      version: 2,
      data: { memberId: orderId, number: '20261121-000001', total: 40_000, points: 400 },
    }),
  )
  await eventually(async () => expect(await stateOf(orderId)).toBe('sold'))
  await service.letPass(orderId)
  const statusOf = () => Promise.reject(new Error('nobody has to be asked'))
  expect(await endOverdue({ ...service, orders: { statusOf } })).toBe(0)
  expect(await service.left(product)).toBe(6)
  await ended.cancelled(orderId, 3)
  await eventually(async () => expect(await service.left(product)).toBe(10))
})

describe.each(['rejected', 'cancelled'] as const)('when an order is %s', (end) => {
  test('its pieces go back on the shelf', async () => {
    const product = await service.list({ stock: 10 })
    const orderId = randomUUIDv7()
    await service.reserve(orderId, [product, 4])
    expect(await service.left(product)).toBe(6)
    await ended[end](orderId)
    await eventually(async () => expect(await service.left(product)).toBe(10))
  })

  test('a reservation that comes later takes nothing', async () => {
    const product = await service.list({ stock: 10 })
    const orderId = randomUUIDv7()
    await ended[end](orderId)
    await eventually(async () => {
      expect(await stateOf(orderId)).toBe('released')
    })
    expect(await service.reserve(orderId, [product, 4])).toMatchObject({ state: 'released' })
    expect(await service.left(product)).toBe(10)
  })
})
