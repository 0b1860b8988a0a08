import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { readVapid } from './testing/push-service.ts'
import { belongTogether, createVapid, newKeyPair } from './vapid.ts'

const pair = newKeyPair()
const endpoint = new URL('https://fcm.googleapis.com/fcm/send/abc:def')
const subject = 'mailto:push@nowait.test'

test('a push service can verify who we are, for whom the token is, and until when', () => {
  const now = Date.UTC(2026, 10, 21)
  const { claims, publicKey } = readVapid(createVapid(pair, subject, () => now).authorization(endpoint))
  expect(publicKey).toBe(pair.publicKey)
  expect(claims).toEqual({ aud: 'https://fcm.googleapis.com', exp: now / 1_000 + 12 * 3_600, sub: subject })
})

test('a token is used again for its push service for two hours, and never for another one', () => {
  let now = 0
  const vapid = createVapid(pair, subject, () => now)
  const first = vapid.authorization(endpoint)
  now = 2 * 3_600_000 - 1
  expect(vapid.authorization(endpoint)).toBe(first)
  const other = vapid.authorization(new URL('https://web.push.apple.com/x'))
  expect(readVapid(other).claims.aud).toBe('https://web.push.apple.com')
  now = 2 * 3_600_000
  const later = vapid.authorization(endpoint)
  expect(later).not.toBe(first)
  expect(readVapid(later).claims.exp).toBe(14 * 3_600)
})

test('the private key cannot be read back', () => {
  const vapid = createVapid(pair, subject)
  expect(inspect(vapid, { depth: 9, showHidden: true })).not.toContain(pair.privateKey)
  expect(JSON.stringify(vapid)).not.toContain(pair.privateKey)
})

test('two halves of different pairs are noticed', () => {
  expect(belongTogether(pair)).toBe(true)
  expect(belongTogether({ ...pair, privateKey: newKeyPair().privateKey })).toBe(false)
  expect(belongTogether({ publicKey: '', privateKey: 'nonsense' })).toBe(false)
})
