/** What protects the calls of the mock's services; a circuit is open while the knob of its upstream is `unavailable`. */
import type {
  ForceChoice,
  GuardChange,
  GuardedProcess,
  GuardForce,
  Guards,
  LoadHistory,
  OperatedGuard,
  OperatedLimit,
} from '@nowait/contract/guards'
import { historyEveryMs, historyPoints } from '@nowait/contract/guards'
import type { OperatedService } from '@nowait/contract/ops'
import { Problem } from '@nowait/contract/problem'
import type { Knobs, Upstream } from './knobs.ts'
import { iso } from './order-book.ts'

/** One service's processes and what is forced on them. */
export type GuardBook = Pick<Guards, 'processes' | 'forces'>

const openMs = 10_000
type Breaker = NonNullable<OperatedGuard['breaker']>

export const seedGuards = (service: OperatedService, now: number): GuardBook => ({
  processes: (service === 'order' ? [4_101, 4_102] : [4_100 + service.length]).map((pid, index) =>
    process(service, pid, { now, share: index + 1 }),
  ),
  forces: [],
})

/** As they are now: circuits have followed the knobs, and what is forced may be over. */
export function readGuards(book: GuardBook, { upstreams }: Knobs, now: number): Guards {
  const over = book.forces.filter(({ until }) => Date.parse(until) <= now)
  book.forces = book.forces.filter((force) => !over.includes(force))
  for (const { guard } of over) turnAll(book, guard, { to: 'closed', cause: 'force-over' }, now)
  for (const [name, breaker] of breakers(book)) {
    const target = name.split('→')[1] as Upstream | 'browsers'
    follow(breaker, target !== 'browsers' && upstreams[target].kind === 'unavailable', now)
  }
  for (const each of book.processes) each.seenAt = iso(now)
  return { at: iso(now), ...book }
}

export function force(
  book: GuardBook,
  { guard, choice, actor }: { guard: string; choice: ForceChoice; actor: string },
  now: number,
): void {
  if (!breakers(book).some(([name]) => name === guard)) throw new Problem('GUARD_NOT_FOUND', { about: guard })
  book.forces = book.forces.filter((each) => each.guard !== guard)
  if (choice.phase !== null) book.forces.push(forceOf(guard, choice, { actor, now }))
  turnAll(book, guard, { to: choice.phase ?? 'closed', cause: 'operator' }, now)
}

const forceOf = (
  guard: string,
  { phase, forMs }: Extract<ForceChoice, { forMs: number }>,
  { actor, now }: { actor: string; now: number },
): GuardForce => ({ guard, phase, actor, at: iso(now), until: iso(now + forMs) })

const breakers = ({ processes }: GuardBook): [string, Breaker][] =>
  processes.flatMap(({ guards }) =>
    guards.flatMap(({ name, breaker }) => (breaker ? [[name, breaker] as [string, Breaker]] : [])),
  )

function turnAll(book: GuardBook, guard: string, how: Pick<GuardChange, 'to' | 'cause'>, now: number): void {
  for (const [name, breaker] of breakers(book)) if (name === guard) turn(breaker, how, now)
}

function turn(breaker: Breaker, { to, cause }: Pick<GuardChange, 'to' | 'cause'>, now: number): void {
  breaker.changes.push({ at: iso(now), from: breaker.phase, to, cause })
  if (breaker.changes.length > 32) breaker.changes.shift()
  Object.assign(breaker, { phase: to, since: iso(now), nextTryAt: null })
}

function follow(breaker: Breaker, isAway: boolean, now: number): void {
  const { phase } = breaker
  if (phase === 'forced-open' || phase === 'forced-closed') return
  if (isAway && phase === 'closed') turn(breaker, { to: 'open', cause: 'failures-in-a-row' }, now)
  if (!isAway && phase === 'open') turn(breaker, { to: 'half-open', cause: 'open-time-over' }, now)
  else if (!isAway && phase === 'half-open') turn(breaker, { to: 'closed', cause: 'probes-succeeded' }, now)
  if (breaker.phase === 'open' && Date.parse(breaker.nextTryAt ?? '1970') <= now)
    breaker.nextTryAt = iso(now + openMs)
}

const targets: Record<OperatedService, string[]> = {
  bff: ['order', 'product', 'shipping', 'point', 'push'],
  order: ['product', 'point', 'push'],
  product: [],
  shipping: [],
  mypage: [],
  point: [],
  push: ['browsers'],
}

function process(
  service: OperatedService,
  pid: number,
  { now, share }: { now: number; share: number },
): GuardedProcess {
  const until = iso(now)
  return {
    process: `0199c000-0004-7000-8000-${pid.toString(16).padStart(12, '0')}`,
    name: `nowait:${pid}`,
    startedAt: iso(now - 3 * 3600_000),
    seenAt: iso(now),
    state: 'running',
    loop: { state: 'up', delayMs: 2.4, history: wave(4, share).map((ms) => ms + 0.5) },
    guards: targets[service].map((target, index) =>
      guard(`${service}→${target}`, { until, share: share + index }),
    ),
    limits: [limit(service, { until, share })],
  }
}

/** Something that goes up and down, the same each time. */
const wave = (height: number, share: number) =>
  Array.from({ length: historyPoints }, (_, n) =>
    Math.round((height / share) * (1 + Math.sin(n / (3 + share)))),
  )
const still = Array.from({ length: historyPoints }, () => 0)
const total = (counts: number[]) => counts.reduce((all, each) => all + each, 0)

function guard(name: string, { until, share }: { until: string; share: number }): OperatedGuard {
  const load: LoadHistory = {
    until,
    everyMs: historyEveryMs,
    asked: wave(60, share),
    refused: still,
    level: wave(3, share),
  }
  const calls = total(load.asked) + 1_204
  return {
    name,
    deadlineMs: 300,
    calls,
    tries: calls + 12,
    refused: 0,
    breaker: {
      phase: 'closed',
      since: iso(Date.parse(until) - 3 * 3600_000),
      nextTryAt: null,
      samples: { calls: load.asked.at(-1)! * 2, failures: 0, slow: 0 },
      failuresInARow: 0,
      changes: [],
    },
    bulkhead: { limit: 15, running: load.level.at(-1)!, queue: 10, waiting: 0, refused: 0 },
    limiter: { perSecond: 20, burst: 40, callers: 6, refused: 0 },
    retries: { ratio: 0.1, spent: 12, refused: 0 },
    hedges: null,
    load,
  }
}

function limit(name: string, { until, share }: { until: string; share: number }): OperatedLimit {
  const level = wave(4, share).map((n) => 30 + n)
  const load: LoadHistory = {
    until,
    everyMs: historyEveryMs,
    asked: wave(200, share),
    refused: still.with(41, 9).with(42, 23),
    level,
  }
  return {
    name,
    limit: level.at(-1)!,
    inFlight: 3,
    noLoadMs: 6.2,
    admitted: { critical: 1_340, normal: 5_022, browsing: total(load.asked) },
    shed: { critical: 0, normal: 4, browsing: 28 },
    load,
  }
}

/** What the knob `empty` shows: nothing runs yet. */
export const noGuards: GuardBook = { processes: [], forces: [] }
