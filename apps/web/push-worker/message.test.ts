import { expect, test } from 'vitest'
import { pageOf, readMessage } from './message.ts'

const message = {
  id: '0199c000-0001-7000-8000-000000000001',
  kind: 'order-cancelled',
  orderId: '0199c000-0002-7000-8000-000000000006',
  orderNumber: '20261121-000123',
}

test('a push of the shop is read', () => {
  expect(readMessage(JSON.stringify(message))).toEqual(message)
})

test.for([
  undefined,
  '',
  'null',
  '[]',
  '{"id":',
  JSON.stringify({ ...message, orderId: '../../evil' }),
  JSON.stringify({ ...message, orderId: `${message.orderId}/../..` }),
  JSON.stringify({ ...message, orderNumber: '<b>' }),
  JSON.stringify({ ...message, id: 1 }),
  JSON.stringify({ ...message, kind: 'order-lost' }),
  JSON.stringify({ ...message, kind: 'constructor' }),
])('%s is no push of the shop', (text) => {
  expect(readMessage(text)).toBeUndefined()
})

test('a notification opens its order, and never another site', () => {
  expect(pageOf(message.orderId)).toBe(`/orders/${message.orderId}`)
  for (const odd of ['//evil.example', 'javascript:alert(1)', '', undefined, {}, 7]) {
    expect(pageOf(odd)).toBe('/my')
  }
})
