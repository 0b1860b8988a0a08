import { expect, test } from 'vitest'
import { outward } from '../plans.ts'
import { frontDoorLimit, priorityOf } from './priority.ts'

const asked = (method: string, path: string, signedIn = false) => priorityOf({ method, path, signedIn })

test('orders and sign-in come before pages of members, and these before the catalogue', () => {
  expect(asked('POST', '/api/orders', true)).toBe('critical')
  expect(asked('POST', '/api/session')).toBe('critical')
  expect(asked('GET', '/api/pages/my', true)).toBe('normal')
  expect(asked('GET', '/api/products')).toBe('browsing')
})

test('who watches the process is never refused, and streams of events hold no place', () => {
  expect(asked('GET', '/api/ready')).toBeUndefined()
  expect(asked('GET', '/api/health')).toBeUndefined()
  expect(asked('GET', '/api/live', true)).toBeUndefined()
})

test('no service that hangs can hold all places, even while one is measuring', () => {
  for (const { plan } of Object.values(outward)) {
    const { limit, queue } = plan.bulkhead
    expect(limit + queue).toBeLessThan(0.8 * frontDoorLimit.min)
  }
})
