import { ClientProblem } from '@nowait/contract/client'
import type { Product } from '@nowait/contract/product'
import { expect, test } from 'vitest'
import type { CartLine } from '../../lib/cart.ts'
import { judge } from './use-cart-goods.ts'

const line = { productId: 'a', quantity: 3 } as CartLine
const shelf = (left: number) => ({ stock: { state: 'low', left } }) as Product

test('a line is compared with the shelf', () => {
  expect(judge(line, { data: shelf(3), error: null })).toEqual({ state: 'fine', left: 3 })
  expect(judge(line, { data: shelf(2), error: null })).toEqual({ state: 'short', left: 2 })
  expect(judge(line, { data: shelf(0), error: null })).toEqual({ state: 'sold-out' })
})

test('a product that is sold no more is told apart from one that could not be asked', () => {
  const gone = new ClientProblem('PRODUCT_NOT_FOUND', 404)
  expect(judge(line, { data: undefined, error: gone })).toEqual({ state: 'gone' })
  expect(judge(line, { data: undefined, error: new ClientProblem('UNREACHABLE', 0) })).toEqual({
    state: 'unconfirmed',
  })
  expect(judge(line, { data: undefined, error: null })).toEqual({ state: 'checking' })
})
