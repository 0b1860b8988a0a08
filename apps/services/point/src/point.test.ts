import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { accrue, type Accrual, type Entry, revoke, answerOf } from './point.ts'

const reference = 'order:019aa000-0000-7000-8000-000000000001'
const on = (today: string) => ({ id: 'id', clock: { at: `${today}T03:00:00.000Z`, today } })
const today = on('2026-11-21')
const promise: Accrual = { reference, reason: 'purchase', points: 450, state: 'pending' }
const accrual: Accrual = { ...promise, state: 'accrued' }

test('a promise is pending until it is accrued, and then counts for a year', () => {
  const pending = accrue(undefined, promise, today)
  expect(pending).toMatchObject({ state: 'pending', points: 450, expiresOn: null })
  const accrued = accrue(pending, accrual, on('2026-11-24'))
  expect(accrued).toMatchObject({ state: 'accrued', points: 450, expiresOn: '2027-11-24' })
  expect(answerOf(accrued, '2027-11-23').state).toBe('accrued')
  expect(answerOf(accrued, '2027-11-24').state).toBe('expired')
})

test('points without a promise, as for a login, are accrued at once', () => {
  expect(accrue(undefined, accrual, today)).toMatchObject({ state: 'accrued', expiresOn: '2027-11-21' })
})

test('points of a leap day expire on the first of March', () => {
  expect(accrue(undefined, accrual, on('2028-02-29')).expiresOn).toBe('2029-03-01')
})

test('the first promise fixes the points; repeating anything changes nothing', () => {
  const pending = accrue(undefined, promise, today)
  expect(accrue(pending, { ...promise, points: 9_000 }, today)).toBe(pending)
  const accrued = accrue(pending, { ...accrual, points: 9_000 }, today)
  expect(accrued.points).toBe(450)
  expect(accrue(accrued, accrual, on('2026-12-01'))).toBe(accrued)
  expect(accrue(accrued, promise, on('2026-12-01'))).toBe(accrued)
})

describe('a revocation', () => {
  test.each([promise, accrual])('takes back what is $state, once', (first) => {
    const taken = revoke(accrue(undefined, first, today), reference, today)
    expect(taken).toMatchObject({ revoked: 450, entry: { state: 'revoked', points: 450, expiresOn: null } })
    expect(revoke(taken.entry, reference, today)).toEqual({ entry: taken.entry, revoked: 0 })
  })

  test('takes nothing back that has expired, and nothing that was never there', () => {
    const accrued = accrue(undefined, accrual, today)
    expect(revoke(accrued, reference, on('2027-11-21'))).toEqual({ entry: accrued, revoked: 0 })
    expect(revoke(undefined, reference, today).revoked).toBe(0)
  })

  test('wins over an accrual that comes later, and the ledger then says what was revoked', () => {
    const { entry: kept } = revoke(undefined, reference, today)
    expect(accrue(kept, accrual, today)).toMatchObject({ state: 'revoked', points: 450, reason: 'purchase' })
  })
})

test('in whatever order calls arrive, and however often, the furthest of them decides', () => {
  const calls = fc.array(fc.constantFrom('pending', 'accrued', 'revoked'), { minLength: 1 })
  fc.assert(
    fc.property(calls, (arrivals) => {
      const entry = arrivals.reduce<Entry | undefined>(
        (known, call) =>
          call === 'revoked'
            ? revoke(known, reference, today).entry
            : accrue(known, { ...promise, state: call }, today),
        undefined,
      )
      const furthest = ['revoked', 'accrued', 'pending'].find((state) => arrivals.includes(state as never))
      expect(entry?.state).toBe(furthest)
    }),
  )
})
