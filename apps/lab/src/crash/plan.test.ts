import { expect, test } from 'vitest'
import { makePlan, type PlannedRow } from './plan.ts'

const killsOf = (rows: PlannedRow[], mode: string) =>
  rows
    .filter((row) => row.mode === mode && ['kill', 'hold'].includes(row.point.fault.kind))
    .reduce((sum, { times }) => sum + times, 0)

test.each([1, 12, 50, 200, 1_000])('of %i kills each durable mode gets at least a third', (kills) => {
  const { rows } = makePlan({ kills, seed: 7 })
  for (const mode of ['database', 'database-messaging'])
    expect(killsOf(rows, mode)).toBeGreaterThanOrEqual(kills / 3)
  for (const mode of ['inline', 'thread', 'messaging']) expect(killsOf(rows, mode)).toBeGreaterThan(0)
})

test('the same seed gives the same plan, another one another', () => {
  const plan = (seed: number) => makePlan({ kills: 12, seed })
  expect(plan(1)).toEqual(plan(1))
  expect(plan(1)).not.toEqual(plan(2))
})

test('with many kills every point has its turn', () => {
  const names = makePlan({ kills: 200, seed: 3 })
    .rows.filter(({ mode }) => mode === 'database')
    .map(({ point }) => point.name)
  expect(names).toEqual(expect.arrayContaining(['after-call', 'sleep-3-leases', 'postgres-kill']))
  expect(new Set(names).size).toBe(names.length)
})

test('without a broker the modes that need one are skipped and say why; the others stay as they were', () => {
  const reason = 'no Java'
  const { rows, skipped } = makePlan({ kills: 30, seed: 5, noBroker: reason })
  expect(skipped).toEqual([
    { mode: 'database-messaging', skipped: reason },
    { mode: 'messaging', skipped: reason },
  ])
  const all = makePlan({ kills: 30, seed: 5 }).rows
  expect(rows).toEqual(all.filter(({ mode }) => !mode.includes('messaging')))
})
