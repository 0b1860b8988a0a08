import { expect, test } from 'vitest'
import type { Row } from './row.ts'
import { findProblems, type Results } from './verdict.ts'

const row = (changes: Partial<Row>): Row => ({
  mode: 'database',
  point: 'after-call',
  operations: 100,
  kills: 1,
  lost: 0,
  duplicated: 0,
  ghosts: 0,
  stuck: 0,
  extraDeliveries: 3,
  recoveryMs: { p50: 1_500, max: 1_600 },
  usualMs: 10,
  ...changes,
})
const problems = (changes: Partial<Row>, more: Partial<Results> = {}) =>
  findProblems({
    rows: [row(changes)],
    planted: [],
    recoveries: new Map([['database', [1_500]]]),
    timed: true,
    ...more,
  })

test('a durable mode that lost, doubled, invented or kept waiting is a problem', () => {
  for (const fault of ['lost', 'duplicated', 'ghosts', 'stuck'])
    expect(problems({ [fault]: 2 })).toEqual([{ where: 'database, after-call', what: `2 ${fault}` }])
  expect(problems({})).toEqual([])
})

test('repeated deliveries and what memory lost are none, as long as they are counted', () => {
  expect(problems({ extraDeliveries: 50 })).toEqual([])
  expect(problems({ mode: 'thread', lost: 7, counted: 5 })).toEqual([])
  const held = { mode: 'thread', point: 'kill-while-held', lost: 7 } as const
  expect(problems({ ...held, counted: 7 })).toEqual([])
  expect(problems({ ...held, counted: 6 })).toHaveLength(1)
})

test('a row in which nothing was done proves nothing', () => {
  expect(problems({ operations: 0 })).toHaveLength(1)
})

test('jobs that recover too late are a problem, unless nobody asks', () => {
  const late = { recoveries: new Map([['database' as const, [1_500, 2_400, 6_500]]]) }
  expect(problems({}, late)).toHaveLength(2)
  expect(problems({}, { ...late, timed: false })).toEqual([])
})

test('a planted bug that was not seen is a problem', () => {
  const seen = { lost: 0, duplicated: 0, ghosts: 0, stuck: 0 }
  const planted = [{ bug: 'no-fencing' as const, caught: false, seen }]
  expect(problems({}, { planted })).toEqual([{ where: 'no-fencing', what: 'not caught' }])
})
