import { afterEach, expect, test } from 'vitest'
import { age, day, daysUntil, moment, points, signedPoints, weekday, won } from './format.ts'
import { chooseLanguage } from './language.ts'

afterEach(() => chooseLanguage('ko'))

test('money and points are whole numbers in groups of three', () => {
  expect(won(12_000)).toBe('12,000원')
  expect(points(1_840)).toBe('1,840P')
  expect(signedPoints(180)).toBe('+180P')
  expect(signedPoints(-180)).toBe('-180P')
})

test('moments are told as they are in Seoul', () => {
  const lateInUtc = '2026-11-21T16:30:00Z'
  expect(day(lateInUtc, '2026-11-22T00:00:00Z')).toBe('11월 22일')
  expect(day(lateInUtc, '2027-01-02T00:00:00Z')).toBe('2026년 11월 22일')
  expect(moment(lateInUtc)).toBe('11월 22일 오전 1:30')
  expect(weekday('2026-11-24')).toBe('11월 24일 (화)')
})

test('English has its own words for the same', async () => {
  await chooseLanguage('en')
  expect(won(12_000)).toBe('₩12,000')
  expect(weekday('2026-11-24')).toBe('Tue 24 November')
  expect(age(3 * 60_000)).toBe('3 min ago')
})

test('ages are rounded down', () => {
  expect([59_000, 119_000, 3_600_000, 50 * 3_600_000].map(age)).toEqual([
    '방금',
    '1분 전',
    '1시간 전',
    '2일 전',
  ])
})

test('days are counted by the calendar in Seoul', () => {
  expect(daysUntil('2026-11-22', '2026-11-21T14:59:00Z')).toBe(1)
  expect(daysUntil('2026-11-22', '2026-11-21T15:01:00Z')).toBe(0)
})
