import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBff, type Bff } from '../testing/bff.ts'

let bff: Bff
beforeAll(async () => {
  bff = await startBff({
    env: {
      TRUST_PROXY: '127.0.0.1',
      LIMIT_SIGN_IN_PER_NETWORK: '40/300',
      LIMIT_SIGN_IN_PER_ACCOUNT_AND_NETWORK: '5/900',
      LIMIT_SIGN_IN_PER_ACCOUNT: '8/3600',
    },
  })
})
afterAll(() => bff.stop())

const password = 'a long enough one'
const signIn = (email: string, tried: string, from: string) =>
  bff.change('/api/session', { body: { email, password: tried }, headers: { 'x-forwarded-for': from } })
const member = async () => {
  const email = `${crypto.randomUUID()}@example.com`
  await bff.signUp(email)
  return email
}
const network = (at: number) => `203.0.113.${at}`

test('guessing at one account ends soon, with a time to wait', async () => {
  const email = await member()
  for (let at = 0; at < 5; at++) expect((await signIn(email, 'guess', network(1))).status).toBe(401)
  const refused = await signIn(email, password, network(1))
  expect(refused.json()).toMatchObject({ status: 429, code: 'RATE_LIMITED' })
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
})

test('an account that does not exist is limited just the same', async () => {
  for (let at = 0; at < 5; at++) await signIn('nobody@example.com', 'guess', network(2))
  expect((await signIn('nobody@example.com', 'guess', network(2))).status).toBe(429)
})

test('trying one password on many accounts ends too', async () => {
  const statuses = []
  for (let at = 0; at < 41; at++)
    statuses.push((await signIn(`spray${at}@example.com`, 'guess', network(3))).status)
  expect(statuses.indexOf(429)).toBe(40)
})

test('many networks together do not lock a member out of where he signed in before', async () => {
  const email = await member()
  expect((await signIn(email, password, network(10))).status).toBe(200)
  const statuses = []
  for (let at = 20; at < 30; at++) statuses.push((await signIn(email, 'guess', network(at))).status)
  expect(statuses.filter((status) => status === 401)).toHaveLength(8)
  expect((await signIn(email, password, network(40))).status).toBe(429)
  expect((await signIn(email, password, network(10))).status).toBe(200)
})

test('a right password clears what was mistyped before it', async () => {
  const email = await member()
  for (let round = 0; round < 3; round++) {
    for (let at = 0; at < 4; at++) await signIn(email, 'mistyped', network(50))
    expect((await signIn(email, password, network(50))).status).toBe(200)
  }
})
