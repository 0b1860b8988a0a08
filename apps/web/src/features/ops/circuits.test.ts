import { expect, test } from 'vitest'
import type { GuardPhase } from '@nowait/contract/guards'
import { force, readGuards, seedGuards } from '../../../mocks/guards.ts'
import { defaultKnobs } from '../../../mocks/knobs.ts'
import { changesOf, circuitsOf, isArriving, phaseOf, type Seen, totalLoad } from './circuits.ts'

const now = Date.UTC(2026, 10, 22, 5)

/** The order service in two processes. */
function orders(...phases: GuardPhase[]): Seen {
  const guards = readGuards(seedGuards('order', now), defaultKnobs, now)
  for (const [index, phase] of phases.entries())
    Object.assign(guards.processes[index]!.guards[0]!.breaker!, { phase })
  return { service: 'order', guards }
}
const product = (seen: Seen) => circuitsOf([seen]).find(({ name }) => name === 'order→product')!

test('a circuit is one row, however many processes have it', () => {
  expect(circuitsOf([orders()]).map(({ name, each }) => [name, each.length])).toEqual([
    ['order→point', 2],
    ['order→product', 2],
    ['order→push', 2],
  ])
})

test('the phase that needs looking at is shown, and in how many processes it is', () => {
  expect(phaseOf(product(orders('closed', 'closed')))).toMatchObject({ phase: 'closed', count: 2, all: 2 })
  expect(phaseOf(product(orders('open', 'closed')))).toMatchObject({ phase: 'open', count: 1, all: 2 })
  expect(phaseOf(product(orders('half-open', 'forced-open')))).toMatchObject({ phase: 'half-open', count: 1 })
})

test('a force is on its way until all processes follow it', () => {
  const book = seedGuards('order', now)
  const choice = { phase: 'forced-open' as const, forMs: 60_000 }
  force(book, { guard: 'order→product', choice, actor: 'me' }, now)
  const seen: Seen = { service: 'order', guards: readGuards(book, defaultKnobs, now) }
  expect(isArriving(product(seen))).toBe(false)
  seen.guards.processes[1]!.guards[0]!.breaker!.phase = 'closed'
  expect(isArriving(product(seen))).toBe(true)
})

test('the loads of processes are added up from their ends', () => {
  const until = new Date(now).toISOString()
  const load = (asked: number[]) => ({
    until,
    everyMs: 5_000,
    asked,
    refused: asked.map(() => 1),
    level: asked,
  })
  expect(totalLoad([load([1, 2, 3]), load([10])])).toEqual({ asked: [1, 2, 13], refused: [1, 1, 2] })
  expect(totalLoad([])).toEqual({ asked: [], refused: [] })
})

test('the newest changes of all processes come first', () => {
  const book = seedGuards('order', now)
  for (const [index, phase] of (['forced-open', 'forced-closed'] as const).entries())
    force(book, { guard: 'order→product', choice: { phase, forMs: 60_000 }, actor: 'me' }, now + index)
  const seen: Seen = { service: 'order', guards: readGuards(book, defaultKnobs, now) }
  const changes = changesOf([seen], 3)
  expect(changes.map(({ to }) => to)).toEqual(['forced-closed', 'forced-closed', 'forced-open'])
})
