import { randomUUIDv7 } from 'node:crypto'
import type { OrderStatus } from '@nowait/contract/order'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { endOverdue } from './overdue.ts'
import { startTestApp } from './testing/test-app.ts'

let service: Awaited<ReturnType<typeof startTestApp>>
beforeAll(async () => {
  service = await startTestApp()
})
afterAll(() => service.drop())

const stateOf = async (orderId: string) => {
  const [row] = await service.database.sql<{ state: string }[]>`
    select state from reservation where order_id = ${orderId}`
  return row?.state
}

/** Three of ten pieces, reserved for an order whose time is over. */
async function overdue() {
  const product = await service.list({ stock: 10 })
  const orderId = randomUUIDv7()
  await service.reserve(orderId, [product, 3])
  await service.letPass(orderId)
  return { product, orderId }
}

const look = (status: OrderStatus | 'unknown' | Error) =>
  endOverdue({
    ...service,
    orders: { statusOf: async () => (status instanceof Error ? Promise.reject(status) : status) },
  })

test.each([
  ['still waits', 'awaiting-stock', 'expired', 10],
  ['does not exist', 'unknown', 'expired', 10],
  ['was rejected', 'rejected', 'released', 10],
  ['was cancelled', 'cancelled', 'released', 10],
  ['was confirmed', 'confirmed', 'sold', 7],
  ['is about to be cancelled', 'cancelling', 'sold', 7],
  ['was delivered', 'delivered', 'sold', 7],
] as const)('a reservation past its time, whose order %s, is ended so', async (_, status, state, left) => {
  const { product, orderId } = await overdue()
  expect(await look(status)).toBe(1)
  expect(await stateOf(orderId)).toBe(state)
  expect(await service.left(product)).toBe(left)
  expect(await look(status)).toBe(0)
})

test('one whose order cannot be asked stays, and is asked about later', async () => {
  const { product, orderId } = await overdue()
  await look(new Error('The order service cannot be reached'))
  expect([await stateOf(orderId), await service.left(product)]).toEqual(['reserved', 7])
  expect(await look('awaiting-stock')).toBe(0)
  await service.letPass(orderId)
  expect(await look('awaiting-stock')).toBe(1)
  expect(await service.left(product)).toBe(10)
})

test('one that was prolonged while its order was asked stays', async () => {
  const { product, orderId } = await overdue()
  const statusOf = async () => {
    await service.reserve(orderId, [product, 3])
    return 'awaiting-stock' as const
  }
  await endOverdue({ ...service, orders: { statusOf } })
  expect([await stateOf(orderId), await service.left(product)]).toEqual(['reserved', 7])
})

test('an order whose reservation has expired may reserve again, once, if there is enough', async () => {
  const { product, orderId } = await overdue()
  await look('awaiting-stock')
  const other = randomUUIDv7()
  await service.reserve(other, [product, 9])
  await expect(service.reserve(orderId, [product, 3])).rejects.toMatchObject({ code: 'OUT_OF_STOCK' })
  await service.release(other)
  for (let times = 0; times < 2; times++)
    expect(await service.reserve(orderId, [product, 3])).toMatchObject({ state: 'reserved', heldMs: 600_000 })
  expect(await service.left(product)).toBe(7)
})
