import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBff, type Bff } from '../testing/bff.ts'

let bff: Bff
beforeAll(async () => {
  bff = await startBff({ env: { LIMIT_REQUESTS_PER_NETWORK: '20/60' } })
})
afterAll(() => bff.stop())

test('who asks too much has to wait, whatever address he claims; who watches the process does not', async () => {
  const statuses = []
  for (let at = 0; at < 21; at++) {
    const headers = { 'x-forwarded-for': `203.0.113.${at}`, forwarded: `for=203.0.113.${at}` }
    statuses.push((await bff.ask('/api/products', { headers })).status)
  }
  expect(statuses.indexOf(429)).toBe(20)
  const refused = await bff.ask('/api/products')
  expect(refused.json()).toMatchObject({ code: 'RATE_LIMITED', retryAfterMs: expect.any(Number) })
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
  expect((await bff.ask('/api/health')).status).toBe(200)
  expect((await bff.ask('/')).status).toBe(200)
})
