import { beforeEach, expect, test } from 'vitest'
import type { LabResult } from '@nowait/contract/lab'
import { usualKnobs } from './knobs.ts'
import { keepRun, keptRuns, lastRunOf } from './kept-runs.ts'

const seen = { tps: 25, p50Ms: 1_000, p99Ms: 1_010, answered: 100, failed: 0 }
const lane = { before: seen, fault: seen, after: seen, mostPending: 0, effectsMs: 0, missing: 0 }
const result = (over: Partial<LabResult> = {}): LabResult => ({
  knobs: usualKnobs,
  at: '2026-11-22T01:00:00.000Z',
  simulated: false,
  waiting: lane,
  deferred: lane,
  ...over,
})

beforeEach(() => keptRuns.set([]))

test('the last six runs are kept, the newest last', () => {
  for (let hour = 10; hour < 18; hour++) keepRun(result({ at: `2026-11-22T${hour}:00:00.000Z` }))
  expect(keptRuns.get().map(({ at }) => at.slice(11, 13))).toEqual(['12', '13', '14', '15', '16', '17'])
})

test('a mode is known by its last run, and inline by any', () => {
  keepRun(result({ knobs: { ...usualKnobs, mode: 'thread' } }))
  keepRun(result())
  expect(lastRunOf(keptRuns.get(), 'thread')?.knobs.mode).toBe('thread')
  expect(lastRunOf(keptRuns.get(), 'inline')?.knobs.mode).toBe('database')
  expect(lastRunOf(keptRuns.get(), 'messaging')).toBeUndefined()
})

test.for(['{', '{}', '7', '[1, null, {"at":"x"}]'])(
  'what somebody else has put there is left out: %s',
  (text) => {
    localStorage.setItem('nowait.lab-runs', text)
    dispatchEvent(new StorageEvent('storage', { key: 'nowait.lab-runs' }))
    expect(keptRuns.get()).toEqual([])
  },
)
