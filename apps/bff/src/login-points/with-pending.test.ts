import type { PointEntry, PointsAccount } from '@nowait/contract/point'
import { expect, test } from 'vitest'
import { withPending } from './with-pending.ts'

const entry = (reference: string, state: PointEntry['state']): PointEntry => ({
  id: crypto.randomUUID(),
  reference,
  reason: 'login',
  state,
  points: 100,
  orderId: null,
  at: '2026-11-21T03:00:00.000Z',
  expiresOn: null,
})
const account = (...items: PointEntry[]): PointsAccount => ({
  balance: 500,
  pending: 120,
  expiring: [],
  items,
  next: null,
})

test('points of a sign-in are promised at once, above what the ledger knows', () => {
  const [yesterday, today] = [entry('login:2026-11-20', 'accrued'), entry('login:2026-11-21', 'pending')]
  expect(withPending(account(yesterday), [today])).toEqual({
    ...account(today, yesterday),
    balance: 500,
    pending: 220,
  })
})

test('what is in the ledger already is not promised a second time', () => {
  const ledger = account(entry('login:2026-11-21', 'accrued'))
  expect(withPending(ledger, [entry('login:2026-11-21', 'pending')])).toEqual(ledger)
})
