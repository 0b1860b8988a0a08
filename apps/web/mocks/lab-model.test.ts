import { LabKnobs } from '@nowait/contract/lab'
import { laneResult } from '@nowait/contract/lab-figures'
import { expect, test } from 'vitest'
import { simulateRun } from './lab-model.ts'

const run = (words: Partial<LabKnobs>) => {
  const knobs = LabKnobs.parse(words)
  const { waiting, deferred } = simulateRun(knobs, () => 0.4)
  const options = { seconds: knobs.seconds, mostPending: 0 }
  return { waiting: laneResult(waiting, options), deferred: laneResult(deferred, options) }
}

test('the model gives the figures of the seed: 25 and 5 a second, 1 s and 5 s', () => {
  const { waiting, deferred } = run({ seconds: 40 })
  expect(waiting.before.tps).toBeCloseTo(25, -0.5)
  expect(waiting.fault.tps).toBeCloseTo(5, -0.5)
  expect(waiting.before.p50Ms! / 1_000).toBeCloseTo(1, 1)
  expect(waiting.fault.p99Ms! / 1_000).toBeCloseTo(5, 0)
  expect(deferred.fault.tps / deferred.before.tps).toBeGreaterThan(0.97)
  expect(deferred).toMatchObject({ missing: 0 })
})

test('while the outside hangs, waiting carries nothing out; what was deferred happens later', () => {
  const { waiting, deferred } = run({ fault: 'hang' })
  expect(waiting.fault.failed).toBeGreaterThan(0)
  expect(waiting.fault.answered).toBeLessThan(10)
  expect(deferred.fault.failed).toBe(0)
  expect(deferred.missing).toBe(0)
})
