import { language, messages, useLanguage, type Language } from './language.ts'

const timeZone = 'Asia/Seoul'
const locales: Record<Language, string> = { ko: 'ko-KR', en: 'en-GB' }

// Making one costs as much as hundreds of uses, and most pages use two or three.
const made = new Map<string, Intl.DateTimeFormat>()
function dateFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language() + JSON.stringify(options)
  const known = made.get(key)
  if (known) return known
  const format = new Intl.DateTimeFormat(locales[language()], { timeZone, ...options })
  made.set(key, format)
  return format
}

const grouped = new Intl.NumberFormat('ko-KR', { maximumFractionDigits: 0 })

/** 12000 -> `12,000`. */
export const number = (value: number): string => grouped.format(value)

/** `12,000원`, `₩12,000`. */
export const won = (value: number): string => messages().common.won(number(value))

/** `120P`, with its sign where it changes a balance. */
export const points = (value: number): string => `${number(value)}P`
export const signedPoints = (value: number): string => (value > 0 ? `+${points(value)}` : points(value))

type Moment = string | number | Date

/** `11월 21일` this year, with the year else; a calendar day (`2026-11-21`) or a moment, both in Seoul. */
export function day(value: Moment, now: Moment = Date.now()): string {
  const isThisYear = yearOf(value) === yearOf(now)
  return dateFormat({ ...(!isThisYear && { year: 'numeric' }), month: 'long', day: 'numeric' }).format(
    momentOf(value),
  )
}

/** `11월 24일 (화)`. */
export const weekday = (value: Moment): string =>
  dateFormat({ month: 'long', day: 'numeric', weekday: 'short' }).format(momentOf(value))

/** `11월 21일 오후 6:20`. */
export const moment = (value: Moment): string =>
  dateFormat({ month: 'long', day: 'numeric', hour: 'numeric', minute: '2-digit' }).format(momentOf(value))

/** `오후 6:20:07`. */
export const clock = (value: Moment): string =>
  dateFormat({ hour: 'numeric', minute: '2-digit', second: '2-digit' }).format(momentOf(value))

/** `3분 전`; under a minute `방금`. */
export function age(ms: number): string {
  const { justNow, minutesAgo, hoursAgo, daysAgo } = messages().common
  const minutes = Math.floor(ms / 60_000)
  if (minutes < 1) return justNow
  if (minutes < 60) return minutesAgo(minutes)
  const hours = Math.floor(minutes / 60)
  return hours < 24 ? hoursAgo(hours) : daysAgo(Math.floor(hours / 24))
}

/** Days from today to a calendar day, counted in Seoul: 0 today, 1 tomorrow. */
export function daysUntil(calendarDay: string, now: Moment = Date.now()): number {
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone }).format(momentOf(now))
  return Math.round((Date.parse(calendarDay) - Date.parse(today)) / 86_400_000)
}

const yearOf = (value: Moment) =>
  new Intl.DateTimeFormat('en', { timeZone, year: 'numeric' }).format(momentOf(value))

// A calendar day is read as midnight in UTC, which is the same day in Seoul.
const momentOf = (value: Moment) => new Date(value)

const formats = { number, won, points, signedPoints, day, weekday, moment, clock, age, daysUntil }

/** The formatters, in a component: drawn again when the language changes. */
export function useFormat(): typeof formats {
  useLanguage()
  return formats
}
