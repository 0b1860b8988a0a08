import { expect, test } from 'vitest'
import { addressRanges, isWithin, networkOf, plainAddress } from './address.ts'

test.for([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['::ffff:cb00:7107', '203.0.113.7'],
  ['2001:0DB8:0000:0000:0000:0000:0000:0001', '2001:db8::1'],
  ['fe80::1%eth0', 'fe80::1'],
])('%s is written %s', ([written, plain]) => {
  expect(plainAddress(written!)).toBe(plain)
})

test('an IPv6 customer is one caller, however many addresses he uses', () => {
  expect(networkOf('2001:db8:1:2::1')).toBe(networkOf('2001:db8:1:2:ffff:ffff:ffff:ffff'))
  expect(networkOf('2001:db8:1:2::1')).not.toBe(networkOf('2001:db8:1:3::1'))
})

test('ranges hold addresses of both families', () => {
  const list = addressRanges('10.0.0.0/8, 192.0.2.1, 2001:db8::/32')
  expect(['10.9.8.7', '192.0.2.1', '::ffff:10.1.1.1', '2001:db8::9'].every((a) => isWithin(list, a))).toBe(
    true,
  )
  expect(['11.0.0.1', '192.0.2.2', '2001:db9::1', '', 'localhost'].some((a) => isWithin(list, a))).toBe(false)
})

test.for(['everything', '10.0.0.0/33', '10.0.0', '10.0.0.0/-1'])('%s is no range', (range) => {
  expect(() => addressRanges(range)).toThrow(range)
})
