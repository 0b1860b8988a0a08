import { expect, test } from 'vitest'
import { newsOf } from './news.ts'

const published = [{ id: 'a', types: ['order.placed', 'order.confirmed'] }]
const told = (...statuses: string[]) => newsOf(published, [{ id: 'a', statuses }])

test('an order told of as it was published has nothing to answer for', () => {
  const news = { orders: 1, events: 2, waiting: 0, outOfOrder: 0, repeated: 0 }
  expect(told('awaiting-stock', 'confirmed')).toEqual(news)
})

test('what was not told of yet waits, and is in order so far', () => {
  expect(told('awaiting-stock')).toMatchObject({ waiting: 1, outOfOrder: 0 })
  expect(newsOf(published, [])).toMatchObject({ orders: 0, waiting: 2 })
})

test('a step that overtakes another one, or is skipped, is noticed', () => {
  expect(told('confirmed', 'awaiting-stock')).toMatchObject({ outOfOrder: 1 })
  expect(told('confirmed')).toMatchObject({ outOfOrder: 1 })
})

test('a step that is told of twice is noticed', () => {
  expect(told('awaiting-stock', 'confirmed', 'confirmed')).toMatchObject({ repeated: 1 })
})
