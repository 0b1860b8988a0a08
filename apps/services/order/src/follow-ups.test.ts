import { expect, test } from 'vitest'
import { followUpsOf } from './follow-ups.ts'
import { handle, type Order, place } from './order.ts'
import type { OrderCommand } from './order-state.ts'

const at = '2026-11-21T03:00:00.000Z'
const draft = {
  id: '019cd000-0000-7000-8000-000000000001',
  number: '20261121-000001',
  memberId: '019cd000-0000-7000-8000-000000000002',
  placedAt: at,
  items: [],
  total: 36_000,
  points: 360,
  shipTo: { name: '김하루', phone: '010-1234-5678', postalCode: '04524', address: '서울시 중구' },
}

/** What follows from the last of some commands. */
function follows(commands: OrderCommand[], points = 360) {
  let outcome = place({ ...draft, points })
  for (const command of commands) {
    const next = handle(outcome.order as Order, command, at)
    if (!next.ok) throw new Error(next.problem)
    outcome = next
  }
  return followUpsOf(outcome).map(({ unique, name }) => `${name} ${unique.slice(37)}`)
}

const confirm = { type: 'confirm' } as const
const cancel = { type: 'cancel' } as const

test('points are promised when an order is confirmed, and accrued when it has arrived', () => {
  expect(follows([])).toEqual([])
  expect(follows([confirm])).toEqual(['purchase-points pending'])
  expect(follows([confirm, { type: 'advance', to: 'shipped' }])).toEqual([])
  expect(follows([confirm, { type: 'advance', to: 'delivered' }])).toEqual(['purchase-points accrued'])
})

test('points go back and the member is told once a cancellation is final, not when it is asked for', () => {
  expect(follows([confirm, cancel])).toEqual([])
  expect(follows([confirm, cancel, { type: 'stop' }])).toEqual([
    'purchase-points revoked',
    'cancel-push cancelled',
  ])
  expect(follows([confirm, cancel, { type: 'refuse-cancel' }])).toEqual([])
})

test('an order that was never confirmed has no points to give back', () => {
  expect(follows([cancel])).toEqual(['cancel-push cancelled'])
  expect(follows([{ type: 'reject', reason: 'OUT_OF_STOCK' }])).toEqual([])
})

test('an order too small to bring points asks nobody for them', () => {
  expect(follows([confirm], 0)).toEqual([])
  expect(follows([confirm, cancel, { type: 'stop' }], 0)).toEqual(['cancel-push cancelled'])
})
