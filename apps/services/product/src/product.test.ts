import { describe, expect, test } from 'vitest'
import { changePrice, inLockOrder, type Product, searchPatterns, stockOf } from './product.ts'

const mug: Product = {
  id: '019cd000-0000-7000-8000-000000000001',
  slug: 'dawn-mug',
  category: 'kitchen',
  name: { ko: '새벽 머그', en: 'Dawn Mug' },
  description: { ko: '두 손에 잡히는 머그', en: 'A mug for both hands' },
  price: 18_000,
  stock: 3,
  picture: '/goods/dawn-mug.svg',
  listedAt: '2026-03-13T00:00:00.000Z',
  version: 4,
}

test.each([
  [0, 'sold-out'],
  [1, 'low'],
  [4, 'low'],
  [5, 'in-stock'],
])('%i pieces left are %s', (left, state) => {
  expect(stockOf(left)).toEqual({ state, left })
})

describe('a search', () => {
  test('asks for every word, wherever it stands', () => {
    expect(searchPatterns('  dawn   머그 ')).toEqual(['%dawn%', '%머그%'])
    expect(searchPatterns('')).toEqual([])
  })

  test('takes wildcards as the characters they are', () => {
    expect(searchPatterns(String.raw`100% a_b c\d`)).toEqual([
      String.raw`%100\%%`,
      String.raw`%a\_b%`,
      String.raw`%c\\d%`,
    ])
  })

  test('finds Hangul that was typed in pieces', () => {
    expect(searchPatterns('머그'.normalize('NFD'))).toEqual(['%머그%'])
  })
})

test('everybody locks products in one order', () => {
  const a = { productId: 'a', quantity: 1 }
  const b = { productId: 'b', quantity: 1 }
  expect(inLockOrder([b, a])).toEqual(inLockOrder([a, b]))
})

describe('a new price', () => {
  test('is the next event of the product', () => {
    expect(changePrice(mug, 20_000)).toEqual({
      product: { ...mug, price: 20_000, version: 5 },
      event: { type: 'product.price-changed', aggregate: mug.id, version: 5, data: { price: 20_000 } },
    })
  })

  test('that is the old one is no event', () => {
    expect(changePrice(mug, 18_000)).toEqual({ product: mug, event: undefined })
  })
})
