import type { OrderItem } from '@nowait/contract/order'
import { expect, test } from 'vitest'
import { withItems } from './order-again.tsx'

const item = (productId: string, quantity: number): OrderItem => ({
  productId,
  quantity,
  price: 1000,
  picture: '/goods/mug.svg',
  name: { ko: '머그', en: 'Mug' },
})

test('the goods of an order join what is in the cart', () => {
  const lines = withItems([item('a', 1)], [item('a', 2), item('b', 1)])
  expect(lines.map(({ productId, quantity }) => [productId, quantity])).toEqual([
    ['a', 3],
    ['b', 1],
  ])
})

test('the cart takes no more than one order can hold', () => {
  expect(withItems([item('a', 98)], [item('a', 5)])[0]?.quantity).toBe(99)
  const full = Array.from({ length: 50 }, (_, n) => item(String(n), 1))
  expect(withItems(full, [item('one more', 1)])).toHaveLength(50)
})
