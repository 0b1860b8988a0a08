import { expect, test } from 'vitest'
import { decode, encode, firstBatch, toRecord } from './message.ts'
import { outsideCall } from './testing/integrations.ts'

const work = (payload: unknown, key?: string) => ({
  name: 'outside',
  integration: outsideCall('messaging'),
  payload,
  idempotencyKey: 'once',
  key,
  unique: undefined,
})
const how = { reserved: false, traceId: null }

test('what the broker gets says what was asked for', () => {
  const text = encode(work({ 한글: 'a "quoted" \\u0000 😀' }, 'k'), how)
  const content = { idempotencyKey: 'once', key: 'k', unique: null, reserved: false, traceId: null }
  expect(decode(toRecord({ id: 7, integration: 'outside', text }).value)).toEqual({
    id: 7,
    payload: { 한글: 'a "quoted" \\u0000 😀' },
    ...content,
  })
})

test('works of one key go to one partition', () => {
  const record = (id: number, key?: string) =>
    toRecord({ id, integration: 'outside', text: encode(work(id, key), how) })
  expect(record(1, 'k').partition).toBe(record(2, 'k').partition)
  expect(new Set(Array.from({ length: 100 }, (_, id) => record(id).partition)).size).toBeGreaterThan(1)
})

test.each([
  ['a NUL', { text: 'a\0b' }, 'characters'],
  ['half a surrogate pair', { text: '\ud83d' }, 'characters'],
  ['half a megabyte', { text: 'a'.repeat(600_000) }, 'too many'],
])('%s is refused before anything depends on it', (_, payload, reason) => {
  expect(() => encode(work(payload), how)).toThrow(reason)
})

test('a batch is never larger than a broker takes, and never empty', () => {
  const large = { text: 'a'.repeat(300_000) }
  expect(firstBatch([large, large, large])).toEqual([large])
  const whole = { text: 'a'.repeat(520_000) }
  expect(firstBatch([whole, large])).toEqual([whole])
  const small = { text: 'a' }
  expect(firstBatch([small, small])).toEqual([small, small])
})
