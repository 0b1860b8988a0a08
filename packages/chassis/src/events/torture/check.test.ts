import { expect, test } from 'vitest'
import { check, flawless } from './check.ts'

const written = new Map([
  ['a', 3],
  ['b', 1],
])
const events = (text: string) =>
  text.split(' ').map((event) => ({ aggregate: event[0]!, version: Number(event.slice(1)) }))

test.each([
  ['a1 b1 a2 a3', {}],
  ['a1 b1 a3', { lost: 1 }],
  ['a1 a2', { lost: 2 }],
  ['a1 b1 a2 a2 a3', { repeated: 1 }],
  ['a1 b1 a3 a2', { reordered: 1 }],
  ['a1 b1 a2 a3 a4', { invented: 1 }],
  ['a1 b1 a2 a3 c1', { invented: 1 }],
])('the check of the torture test judges %s', (applied, faults) => {
  expect(check(written, events(applied))).toEqual({ ...flawless, ...faults })
})
