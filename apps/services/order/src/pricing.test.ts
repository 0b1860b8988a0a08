import { describe, expect, test } from 'vitest'
import { maxTotal, price } from './pricing.ts'

const mug = { id: 'mug', name: { ko: '머그', en: 'Mug' }, picture: '/goods/mug.svg', price: 18_050 }
const lamp = { id: 'lamp', name: { ko: '조명', en: 'Lamp' }, picture: '/goods/lamp.svg', price: 100_000_000 }

describe('a price', () => {
  test('comes from what we know, with one per cent of it as points, rounded down', () => {
    expect(price({ items: [{ productId: 'mug', quantity: 3 }] }, [mug, lamp])).toEqual({
      ok: true,
      items: [{ productId: 'mug', name: mug.name, picture: mug.picture, price: 18_050, quantity: 3 }],
      total: 54_150,
      points: 541,
    })
  })

  test('is refused when the customer saw another total', () => {
    const asked = { items: [{ productId: 'mug', quantity: 1 }], expectedTotal: 17_000 }
    expect(price(asked, [mug])).toEqual({ ok: false, problem: 'PRICE_CHANGED', total: 18_050 })
    expect(price({ ...asked, expectedTotal: 18_050 }, [mug])).toMatchObject({ ok: true })
  })

  test('does not exist for a product we do not know, which is named', () => {
    const items = [
      { productId: 'mug', quantity: 1 },
      { productId: 'cup', quantity: 1 },
    ]
    expect(price({ items }, [mug])).toEqual({ ok: false, problem: 'PRODUCT_NOT_FOUND', about: 'cup' })
  })

  test('stays within what points and integers can hold', () => {
    const just = { items: [{ productId: 'lamp', quantity: 10 }] }
    expect(price(just, [lamp])).toMatchObject({ ok: true, total: maxTotal })
    expect(price({ items: [{ productId: 'lamp', quantity: 11 }] }, [lamp])).toEqual({
      ok: false,
      problem: 'TOTAL_TOO_HIGH',
    })
  })
})
