import type { Mode } from '@nowait/chassis/dispatch/integration'
import { expect, test } from 'vitest'
import { checkRuns } from './checks.ts'
import type { Run } from './run-mode.ts'
import type { ExternalMs } from './settings.ts'

const run = (mode: Mode, externalMs: ExternalMs, figures: Partial<Run>) =>
  ({ mode, externalMs, tps: 50, firstMs: 100, lastMs: 500, ...figures }) as Run
const asTheSeedSays = [
  run('inline', 100, { tps: 24.8, firstMs: 202, lastMs: 1_010 }),
  run('inline', 900, { tps: 4.98, firstMs: 1_003, lastMs: 5_020 }),
  run('thread', 100, { tps: 49.5 }),
  run('thread', 900, { tps: 49.1 }),
]
const off = (runs: Run[]) =>
  checkRuns(runs)
    .filter(({ holds }) => !holds)
    .map(({ name }) => name)

test('figures of the seed within a tenth hold, and so does a mode that stays flat', () => {
  expect(checkRuns(asTheSeedSays)).toHaveLength(7)
  expect(off(asTheSeedSays)).toEqual([])
})

test('a figure of the seed that is more than a tenth off does not', () => {
  const [fast, slow, ...rest] = asTheSeedSays
  expect(off([{ ...fast!, tps: 22 }, { ...slow!, lastMs: 5_600 }, ...rest])).toEqual([
    'waiting for it, outside 0.1 s',
    'last of 25 at once, outside 0.9 s',
  ])
})

test('a mode that loses requests when the outside gets slow is not flat', () => {
  const [fast, slow] = [asTheSeedSays[2]!, { ...asTheSeedSays[3]!, tps: 44 }]
  expect(off([fast, slow])).toEqual(['thread: requests/s, outside 0.9 s against 0.1 s'])
})
