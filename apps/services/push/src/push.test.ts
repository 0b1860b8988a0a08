import { expect, test } from 'vitest'
import { messageOf, outcomeOf, retryOf } from './push.ts'

const now = Date.UTC(2026, 10, 21)
const outcome = (status: number, retryAfter?: string) => outcomeOf(status, retryAfter, now)

test.for([
  [200, 'sent'],
  [201, 'sent'],
  [202, 'sent'],
  [301, 'failed'],
  [307, 'failed'],
  [400, 'failed'],
  [401, 'failed'],
  [403, 'failed'],
  [404, 'gone'],
  [408, 'retry'],
  [410, 'gone'],
  [413, 'failed'],
  [429, 'retry'],
  [500, 'retry'],
  [503, 'retry'],
] as const)('a push service that answers %i: %s', ([status, state]) => {
  expect(outcome(status)).toMatchObject({ state })
})

test.for([
  ['120', 120_000],
  [new Date(now + 5_000).toUTCString(), 5_000],
  [new Date(now - 5_000).toUTCString(), 0],
  ['99999999999', 3_600_000],
  ['soon', undefined],
] as const)('a push service that asks to wait %s', ([retryAfter, retryAfterMs]) => {
  expect(outcome(429, retryAfter)).toMatchObject({ state: 'retry', retryAfterMs })
})

test('the caller waits for the push service that needs longest, and hears why', () => {
  const outcomes = [outcome(201), outcome(429, '3'), outcome(503, '7'), outcome(503)]
  expect(retryOf(outcomes)).toEqual({
    detail: '3 of 4 browsers not reached: push service answered 429, answered 503',
    retryAfterMs: 7_000,
  })
})

test('a push says what happened to which order, and nothing about a person', () => {
  const orderId = '019aa000-0000-7000-8000-000000000001'
  const body = { kind: 'order-cancelled', orderId, orderNumber: '20261121-000123' } as const
  expect(messageOf('push', { ...body, topic: 't', ttlSeconds: 60 })).toEqual({ id: 'push', ...body })
})
