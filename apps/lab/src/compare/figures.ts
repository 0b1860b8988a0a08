import { percentile } from '../bench/statistics.ts'
import type { Answered } from './load.ts'

/** When an effect was there, by operation, ms of the shared clock. */
export type Effects = Map<string, number>

/** What clients saw. */
export interface Seen {
  tps: number
  p50Ms: number
  p99Ms: number
}

/** All of a load that kept the workers busy from its first request to its last answer. */
export function seen(answered: Answered[]): Seen {
  const times = answered.map(({ askedAt, answeredAt }) => answeredAt - askedAt)
  return {
    tps: (answered.length * 1_000) / span(answered),
    p50Ms: percentile(times, 0.5),
    p99Ms: percentile(times, 0.99),
  }
}

/** How long after they all asked at once the first and the last was answered, ms. */
export function burst(answered: Answered[]): { firstMs: number; lastMs: number } {
  const asked = Math.min(...answered.map(({ askedAt }) => askedAt))
  const times = answered.map(({ answeredAt }) => answeredAt - asked)
  return { firstMs: Math.min(...times), lastMs: Math.max(...times) }
}

/** Work that was promised and not done yet. */
export interface Pending {
  /** On average, from the moment the first of it can have been done. */
  pending: number
  /** What Little's law says it has to be: answers a second times the time from the answer to the effect. */
  little: number
  /** From the last answer until nothing is pending any more, ms. */
  effectsMs: number
}

/** Infinite times where an effect is missing. */
export function pendingOf(answered: Answered[], effects: Effects): Pending {
  const works = answered.map(({ operation, answeredAt }) => ({
    from: answeredAt,
    // Done before the answer: then nobody ever waited for it.
    to: Math.max(answeredAt, effects.get(operation) ?? Number.POSITIVE_INFINITY),
  }))
  const last = Math.max(...works.map(({ from }) => from))
  const waits = works.map(({ from, to }) => to - from)
  const typical = percentile(waits, 0.5)
  const begin =
    Math.min(...works.map(({ from }) => from)) + Math.min(typical * 1.5, (last - works[0]!.from) / 2)
  const held = works.map(({ from, to }) => Math.max(0, Math.min(to, last) - Math.max(from, begin)))
  const later = works.filter(({ from }) => from >= begin)
  const perMs = later.length / (last - begin)
  return {
    pending: sum(held) / (last - begin),
    little: (perMs * sum(later.map(({ from, to }) => to - from))) / later.length,
    effectsMs: Math.max(...works.map(({ to }) => to)) - last,
  }
}

const span = (answered: Answered[]) =>
  Math.max(...answered.map(({ answeredAt }) => answeredAt)) -
  Math.min(...answered.map(({ askedAt }) => askedAt))
const sum = (values: number[]) => values.reduce((total, each) => total + each, 0)
