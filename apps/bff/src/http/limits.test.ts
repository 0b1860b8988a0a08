import { expect, test } from 'vitest'
import { createLimits, limitDefaults, limitVariable, type LimitName } from './limits.ts'

const limits = createLimits({ ...limitDefaults, writesPerMember: { count: 2, seconds: 60 } })

test('what is over the limit is refused, and told when to come back', async () => {
  await limits.writesPerMember.take('a')
  await limits.writesPerMember.take('a')
  await expect(limits.writesPerMember.take('a')).rejects.toMatchObject({
    code: 'RATE_LIMITED',
    details: { retryAfterMs: expect.closeTo(60_000, -3) },
  })
  await limits.writesPerMember.take('b')
})

test('thirty orders a minute fit', () => {
  const { count, seconds } = limitDefaults.writesPerMember
  expect((count / seconds) * 60).toBeGreaterThanOrEqual(30)
})

test('every limit has a variable of its own', () => {
  const names = (Object.keys(limitDefaults) as LimitName[]).map(limitVariable)
  expect(names).toContain('LIMIT_SIGN_IN_PER_ACCOUNT_AND_NETWORK')
  expect(new Set(names).size).toBe(names.length)
})
