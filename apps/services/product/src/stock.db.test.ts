import { randomUUIDv7 } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp } from './testing/test-app.ts'

let service: Awaited<ReturnType<typeof startTestApp>>
beforeAll(async () => {
  service = await startTestApp()
})
afterAll(() => service.drop())

const outcomes = async (asked: Promise<unknown>[]) => {
  const settled = await Promise.allSettled(asked)
  const codes = settled.map((result) => (result.status === 'fulfilled' ? 'reserved' : result.reason.code))
  return Object.fromEntries([...new Set(codes)].map((code) => [code, codes.filter((c) => c === code).length]))
}

describe('a reservation', () => {
  test('takes its pieces off the shelf', async () => {
    const product = await service.list({ stock: 10 })
    const orderId = randomUUIDv7()
    expect(await service.reserve(orderId, [product, 4])).toEqual({
      orderId,
      state: 'reserved',
      heldMs: 600_000,
    })
    expect(await service.left(product)).toBe(6)
  })

  test('repeated, also at once, takes them once', async () => {
    const product = await service.list({ stock: 10 })
    const orderId = randomUUIDv7()
    const asked = Array.from({ length: 10 }, () => service.reserve(orderId, [product, 3]))
    expect(await outcomes(asked)).toEqual({ reserved: 10 })
    expect(await service.left(product)).toBe(7)
  })

  test('is whole or not at all, and may be tried again once there is more', async () => {
    const [much, little] = [await service.list({ stock: 50 }), await service.list({ stock: 1 })]
    const orderId = randomUUIDv7()
    const ask = () => service.reserve(orderId, [much, 5], [little, 2])
    await expect(ask()).rejects.toMatchObject({
      code: 'OUT_OF_STOCK',
      status: 409,
      problem: { about: little },
    })
    expect([await service.left(much), await service.left(little)]).toEqual([50, 1])

    await service.client.restockProduct({ params: { id: little }, body: { pieces: 1 } })
    expect(await ask()).toMatchObject({ state: 'reserved' })
    expect([await service.left(much), await service.left(little)]).toEqual([45, 0])
  })

  test('of a product that does not exist names it', async () => {
    const [product, unknown] = [await service.list(), randomUUIDv7()]
    await expect(service.reserve(randomUUIDv7(), [product, 1], [unknown, 1])).rejects.toMatchObject({
      code: 'PRODUCT_NOT_FOUND',
      problem: { about: unknown },
    })
    expect(await service.left(product)).toBe(10)
  })

  test('never sells a piece twice to 200 buyers at once', async () => {
    const product = await service.list({ stock: 37 })
    const asked = Array.from({ length: 200 }, () => service.reserve(randomUUIDv7(), [product, 1]))
    expect(await outcomes(asked)).toEqual({ reserved: 37, OUT_OF_STOCK: 163 })
    expect(await service.left(product)).toBe(0)
  })

  test('does not wait in a circle with another that wants the same products', async () => {
    const [a, b, c] = [
      await service.list({ stock: 99 }),
      await service.list({ stock: 99 }),
      await service.list({ stock: 99 }),
    ]
    const baskets: [string, number][][] = [
      [
        [a, 1],
        [b, 1],
        [c, 1],
      ],
      [
        [c, 1],
        [b, 1],
        [a, 1],
      ],
      [
        [b, 1],
        [c, 1],
        [a, 1],
      ],
    ]
    const asked = Array.from({ length: 90 }, (_, index) =>
      service.reserve(randomUUIDv7(), ...baskets[index % 3]!),
    )
    expect(await outcomes(asked)).toEqual({ reserved: 90 })
    expect([await service.left(a), await service.left(b), await service.left(c)]).toEqual([9, 9, 9])
  })
})

describe('a release', () => {
  test('puts the pieces back once, also when it comes again', async () => {
    const product = await service.list({ stock: 10 })
    const orderId = randomUUIDv7()
    await service.reserve(orderId, [product, 4])
    await Promise.all([service.release(orderId), service.release(orderId)])
    await service.release(orderId)
    expect(await service.left(product)).toBe(10)
  })

  test('that overtakes its reservation keeps the late one from taking anything', async () => {
    const product = await service.list({ stock: 10 })
    const orderId = randomUUIDv7()
    await service.release(orderId)
    expect(await service.reserve(orderId, [product, 4])).toEqual({ orderId, state: 'released', heldMs: 0 })
    expect(await service.left(product)).toBe(10)
  })

  test('and reservations at once leave as many pieces as there were', async () => {
    const product = await service.list({ stock: 20 })
    const orders = Array.from({ length: 20 }, () => randomUUIDv7())
    await Promise.all(
      orders.flatMap((orderId) => [service.reserve(orderId, [product, 1]), service.release(orderId)]),
    )
    await Promise.all(orders.map((orderId) => service.release(orderId)))
    expect(await service.left(product)).toBe(20)
  })
})
