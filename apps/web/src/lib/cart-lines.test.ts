import type { ProductCard } from '@nowait/contract/product'
import { expect, test } from 'vitest'
import {
  pointsFor,
  totalOf,
  withAdded,
  withoutLine,
  withoutOrdered,
  withPrice,
  withQuantity,
  withRestored,
} from './cart-lines.ts'
import { countOf, type Cart } from './cart.ts'

const product = (id: string, price = 1_000): ProductCard => ({
  id,
  slug: id,
  category: 'kitchen',
  name: { ko: '머그', en: 'Mug' },
  price,
  picture: '/goods/dawn-mug.svg',
  stock: { state: 'in-stock', left: 9 },
  listedAt: '2026-01-01T00:00:00Z',
})
const cart: Cart = withAdded(withAdded([], product('a'), 2), product('b', 500), 1)

test('adding the same product again adds pieces, and no line holds more than 99', () => {
  expect(withAdded(cart, product('a'), 1).map(({ quantity }) => quantity)).toEqual([3, 1])
  expect(withAdded(cart, product('a'), 500)[0]?.quantity).toBe(99)
})

test('the cart holds 50 different products', () => {
  const full = Array.from({ length: 50 }, (_, i) => product(`p${i}`)).reduce<Cart>(
    (c, p) => withAdded(c, p, 1),
    [],
  )
  expect(withAdded(full, product('one-more'), 1)).toBe(full)
})

test('it comes to what its lines come to, and brings one percent of it, rounded down', () => {
  expect(totalOf(cart)).toBe(2_500)
  expect(countOf(cart)).toBe(3)
  expect(pointsFor(2_599)).toBe(25)
})

test('a quantity is a whole number of at least one', () => {
  expect(withQuantity(cart, 'a', 0)[0]?.quantity).toBe(1)
  expect(withQuantity(cart, 'a', Number.NaN)[0]?.quantity).toBe(1)
  expect(withQuantity(cart, 'a', 2.7)[0]?.quantity).toBe(2)
})

test('a removed line comes back to its place', () => {
  const line = cart[0]!
  expect(withRestored(withoutLine(cart, 'a'), line, 0)).toEqual(cart)
  expect(withRestored(cart, line, 0)).toBe(cart)
})

test('a new price is taken over and the old one remembered, until it is the old one again', () => {
  const dearer = withPrice(cart, { id: 'a', price: 1_200 })
  expect(dearer[0]).toMatchObject({ price: 1_200, priceBefore: 1_000 })
  const dearest = withPrice(dearer, { id: 'a', price: 1_500 })
  expect(dearest[0]).toMatchObject({ price: 1_500, priceBefore: 1_000 })
  expect(withPrice(dearest, { id: 'a', price: 1_000 })[0]).toEqual(cart[0])
  expect(withPrice(cart, { id: 'a', price: 1_000 })).toBe(cart)
})

test('what was ordered leaves the cart; what was added meanwhile stays', () => {
  const more = withAdded(withAdded(cart, product('a'), 1), product('c'), 1)
  const left = withoutOrdered(more, [
    { productId: 'a', quantity: 2 },
    { productId: 'b', quantity: 1 },
  ])
  expect(left.map(({ productId, quantity }) => [productId, quantity])).toEqual([
    ['a', 1],
    ['c', 1],
  ])
})
