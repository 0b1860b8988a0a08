import { readConfig } from '@nowait/chassis/config'
import { expect, test } from 'vitest'
import { givenKeyPair, pushConfig } from './config.ts'
import { newKeyPair } from './vapid.ts'

const { publicKey, privateKey } = newKeyPair()
const read = (given: Record<string, string>) =>
  readConfig(pushConfig, {
    PORT: '0',
    DATABASE_URL: 'postgres://a:b@127.0.0.1/c',
    PUSH_TOKEN: 'a'.repeat(16),
    ...given,
  })

test('a pair of one’s own is taken from the environment', () => {
  const config = read({ VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: privateKey })
  expect(givenKeyPair(config)).toEqual({ publicKey, privateKey })
  expect(givenKeyPair(read({}))).toBeUndefined()
})

test.for<Record<string, string>>([
  { VAPID_PUBLIC_KEY: publicKey },
  { VAPID_PRIVATE_KEY: privateKey },
  { VAPID_PUBLIC_KEY: newKeyPair().publicKey, VAPID_PRIVATE_KEY: privateKey },
])('half a pair, or two halves of different ones, are refused without repeating them: %#', (given) => {
  const reading = () => read(given)
  expect(reading).toThrow('VAPID_PUBLIC_KEY')
  expect(reading).not.toThrow(privateKey)
})

test.for(['push@nowait.test', 'mailto:', 'http://nowait.test'])(
  '%s is nothing a push service could write to',
  (subject) => {
    expect(() => read({ VAPID_SUBJECT: subject })).toThrow('VAPID_SUBJECT')
  },
)
