import { expect, test } from 'vitest'
import { createLastGood } from './last-good.ts'

const bytes = (length: number, fill = 'x') => Buffer.alloc(length, fill)

test('an answer comes back with its age until it is too old', () => {
  let now = 0
  const lastGood = createLastGood({ maxAgeMs: 1_000, now: () => now })
  lastGood.remember('a:orders', Buffer.from('[1]'))
  now = 1_000
  expect(lastGood.recall('a:orders')).toEqual({ bytes: Buffer.from('[1]'), ageMs: 1_000 })
  now = 1_001
  expect(lastGood.recall('a:orders')).toBeUndefined()
})

test('whatever is remembered, it holds no more bytes than it may, and lets the oldest go first', () => {
  const lastGood = createLastGood({ maxBytes: 1_000 })
  for (let n = 0; n < 100; n++) lastGood.remember(`m${n}:orders`, bytes(100))
  const kept = Array.from({ length: 100 }, (_, n) => n).filter((n) => lastGood.recall(`m${n}:orders`))
  expect(kept).toEqual([90, 91, 92, 93, 94, 95, 96, 97, 98, 99])
  lastGood.remember('m0:orders', bytes(1_001))
  expect(lastGood.recall('m0:orders')).toBeUndefined()
})

test('a newer answer takes the place of the older one and not more', () => {
  const lastGood = createLastGood({ maxBytes: 300 })
  lastGood.remember('b:orders', bytes(100, 'b'))
  for (let n = 0; n < 50; n++) lastGood.remember('a:orders', bytes(200, 'a'))
  expect(lastGood.recall('b:orders')?.bytes).toEqual(bytes(100, 'b'))
})

test('what is forgotten of one member stays of another, also of one whose id begins the same', () => {
  const lastGood = createLastGood()
  for (const key of ['a:orders', 'a:points', 'ab:orders']) lastGood.remember(key, bytes(1))
  lastGood.forget('a:')
  expect(lastGood.recall('a:orders') ?? lastGood.recall('a:points')).toBeUndefined()
  expect(lastGood.recall('ab:orders')).toBeDefined()
})
