import type { OrderStatus } from '@nowait/contract/order'
import { expect, test } from 'vitest'
import { isFinal, stepsOf, wasCancelRefused } from './order-status.ts'

const order = (...statuses: OrderStatus[]) => ({
  status: statuses.at(-1)!,
  history: statuses.map((status, n) => ({ status, at: `2026-11-21T00:00:0${n}Z` })),
})
const drawn = (...statuses: OrderStatus[]) =>
  stepsOf(order(...statuses)).map(({ status, state }) => `${status} ${state}`)

test('an order under way shows four steps, those ahead in grey', () => {
  expect(drawn('awaiting-stock', 'confirmed', 'preparing')).toEqual([
    'confirmed reached',
    'preparing current',
    'shipped ahead',
    'delivered ahead',
  ])
})

test('an order that waits for its stock has reached none of them', () => {
  expect(new Set(stepsOf(order('awaiting-stock')).map(({ state }) => state))).toEqual(new Set(['ahead']))
})

test('a cancellation is received first, and done later', () => {
  const way: OrderStatus[] = ['awaiting-stock', 'confirmed', 'cancelling']
  expect(drawn(...way)).toEqual(['confirmed reached', 'cancelling current', 'cancelled ahead'])
  expect(drawn(...way, 'cancelled')).toEqual(['confirmed reached', 'cancelling reached', 'cancelled current'])
})

test('an order that never began shows that it was placed, and how it ended', () => {
  expect(drawn('awaiting-stock', 'rejected')).toEqual(['placed reached', 'rejected current'])
  expect(drawn('awaiting-stock', 'cancelled')).toEqual(['placed reached', 'cancelled current'])
})

test('a cancellation that came too late is told', () => {
  const way: OrderStatus[] = ['confirmed', 'preparing', 'cancelling']
  expect(wasCancelRefused(order(...way))).toBe(false)
  expect(wasCancelRefused(order(...way, 'shipped'))).toBe(true)
  expect(drawn(...way, 'shipped')[2]).toBe('shipped current')
})

test('delivered, rejected and cancelled are the end', () => {
  const statuses: OrderStatus[] = ['confirmed', 'cancelling', 'shipped', 'delivered', 'rejected', 'cancelled']
  expect(statuses.filter(isFinal)).toEqual(['delivered', 'rejected', 'cancelled'])
})
