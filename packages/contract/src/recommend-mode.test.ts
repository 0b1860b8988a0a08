import { expect, test } from 'vitest'
import { type Needs, recommendMode } from './recommend-mode.ts'

const nothing: Needs = { answerNeeded: false, mayBeLost: true, much: false, ordered: false }

test.for<[string, Partial<Needs>, string]>([
  ['a push that nobody would miss', {}, 'thread'],
  ['points for a sign-in', { mayBeLost: false }, 'database'],
  ['what may be lost, but never overtake what is older', { ordered: true }, 'database'],
  ['clicks by the thousand', { much: true }, 'messaging'],
  ['payments by the thousand', { much: true, mayBeLost: false, ordered: true }, 'database-messaging'],
  ['a stock that has to be known', { answerNeeded: true, mayBeLost: false }, 'inline'],
])('%s: %o goes by %s', ([, needs, mode]) => {
  expect(recommendMode({ ...nothing, ...needs })).toBe(mode)
})
