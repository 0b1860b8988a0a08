import { expect, test } from 'vitest'
import { hidden, hideInText, hidePrivate } from './hidden.ts'

test.for([
  'token',
  'accessToken',
  'password',
  'Authorization',
  'set-cookie',
  'endpoint',
  'auth',
  'p256dh',
  'keys',
  'phone',
  'address',
  'postalCode',
  'email',
  'shipTo',
  'memberName',
  'name',
  'apiKey',
])('an operator does not see what stands under %s', (key) => {
  expect(hidePrivate({ outer: [{ [key]: 'canary' }] })).toEqual({ outer: [{ [key]: hidden }] })
})

test('what is hidden is hidden whole, whatever shape it has', () => {
  expect(hidePrivate({ shipTo: { street: 'canary' }, keys: ['canary'], phone: 1012345678 })).toEqual({
    shipTo: hidden,
    keys: hidden,
    phone: hidden,
  })
})

test('what an operator needs is there: ids, amounts, reasons, the name of a product', () => {
  const payload = {
    payload: { memberId: '0197a1b2', orderId: '0197a1b3', points: 120, reason: 'purchase', done: null },
    idempotencyKey: 'purchase-points:0197a1b3',
    items: [{ name: { ko: '머그', en: 'Mug' }, quantity: 2 }],
  }
  expect(hidePrivate(payload)).toEqual(payload)
})

test('a member, a credential or a secret address inside a sentence is not seen either', () => {
  const said = [
    'no answer for haru@nowait.shop',
    'refused: Bearer abc.def-ghi',
    'postgres://order:canary@localhost:5432',
    'GET https://push.example/send/1?token=canary answered 410',
    'call 010-1234-5678',
  ].map((text) => hideInText(text, 500))
  expect(said).toEqual([
    `no answer for ${hidden}`,
    `refused: Bearer ${hidden}`,
    `postgres://${hidden}@localhost:5432`,
    `GET https://push.example/send/1?${hidden} answered 410`,
    `call ${hidden}`,
  ])
})

test('what is long, wide or deep is cut, and says so', () => {
  const shown = hidePrivate({ text: 'x'.repeat(1_000), list: Array.from({ length: 60 }, (_, n) => n) }) as {
    text: string
    list: unknown[]
  }
  expect(shown.text).toHaveLength(501)
  expect(shown.list.at(-1)).toBe('[10 more]')
  const deep = JSON.parse(`${'['.repeat(40)}"canary"${']'.repeat(40)}`) as unknown
  expect(JSON.stringify(hidePrivate(deep))).toBe(`${'['.repeat(8)}"[deeper]"${']'.repeat(8)}`)
  const wide = Array.from({ length: 50 }, () => 'x'.repeat(490))
  expect(hidePrivate({ wide })).toMatch(/^\[\d+ bytes, too large to show\]$/)
})

test('a payload cannot change what all objects are', () => {
  hidePrivate(JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'))
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
})
