import fc from 'fast-check'
import { randomFrom } from '@nowait/chassis/events/torture/random'
import type { EventOf } from '@nowait/contract/events'
import { expect, test } from 'vitest'
import { apply, holeOf, keyOf, type Page } from './page.ts'
import { deliveriesOf } from './testing/deliveries.ts'
import { recordHistory } from './testing/history.ts'
import { linesAfter } from './testing/select-in-memory.ts'

const today = '2026-11-22'
const history = recordHistory(25)
const inOrder = linesAfter(history, today)

test('ten thousand random deliveries of a history give the same bytes', () => {
  let deliveries = 0
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const delivered = deliveriesOf(history, randomFrom(seed))
      deliveries += delivered.length
      return linesAfter(delivered, today) === inOrder
    }),
    { numRuns: 30 },
  )
  expect(deliveries).toBeGreaterThanOrEqual(10_000)
})

test('even events of one order in any order give the same bytes', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(history, { minLength: history.length }), (shuffled) => {
      expect(linesAfter(shuffled, today)).toBe(inOrder)
    }),
    { numRuns: 30 },
  )
})

test('what is missing of an order is known while later events wait for it', () => {
  const [placed, , ...later] = recordHistory(1).filter(({ type }) => type.startsWith('order.'))
  const page = [placed!, ...later].reduce<Page>(apply, new Map())
  const order = page.get(keyOf({ kind: 'order', id: placed!.aggregate }))!
  expect(order.state).toBe('awaiting-stock')
  expect(holeOf(order)).toEqual({ from: 2, to: 2 })
})

test('an event nobody knows yet moves its order on and changes nothing else', () => {
  const [placed] = recordHistory(1)
  const returned = {
    ...placed!,
    id: crypto.randomUUID(),
    version: 2,
    type: 'order.returned' as EventOf['type'],
  }
  const page = [placed!, returned].reduce<Page>(apply, new Map())
  expect(page.get(keyOf({ kind: 'order', id: placed!.aggregate }))).toMatchObject({
    version: 2,
    state: 'awaiting-stock',
  })
})

test('a page stays small however many orders there are', () => {
  const few = linesAfter(recordHistory(30), today).length
  const many = linesAfter(recordHistory(300), today).length
  expect(many).toBeLessThan(few * 1.1)
})
