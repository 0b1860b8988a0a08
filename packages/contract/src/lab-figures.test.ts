import { expect, test } from 'vitest'
import { laneAt, laneResult, phaseAt, type LabAnswer } from './lab-figures.ts'

/** One answer every `everyMs`, each after `tookMs`; its effect `laterMs` after that. */
const answers = (count: number, everyMs: number, { tookMs = 100, laterMs = 0 } = {}): LabAnswer[] =>
  Array.from({ length: count }, (_, nth) => {
    const answeredMs = (nth + 1) * everyMs
    return { askedMs: answeredMs - tookMs, answeredMs, ok: true, effectMs: answeredMs + laterMs }
  })

test('a moment shows what was answered in the two seconds before it, and what is still to happen', () => {
  const lane = laneAt(answers(100, 100, { tookMs: 250, laterMs: 900 }), 4_000)
  expect(lane).toEqual({ tps: 10, p50Ms: 250, p99Ms: 250, answered: 40, failed: 0, pending: 9 })
})

test('where nothing was answered there is no time to tell', () => {
  expect(laneAt(answers(3, 100), 5_000)).toMatchObject({ tps: 0, p50Ms: null, p99Ms: null, answered: 3 })
  expect(laneAt([], 0)).toEqual({ tps: 0, p50Ms: null, p99Ms: null, answered: 0, failed: 0, pending: 0 })
})

test('a request that was not carried out counts as failed, and as nothing else', () => {
  const failed = answers(10, 100).map((each) => ({ ...each, ok: false, effectMs: undefined }))
  expect(laneAt(failed, 1_000)).toMatchObject({ tps: 0, answered: 0, failed: 10, pending: 0 })
})

test('the fault lasts for the half in the middle, and each phase has figures of its own', () => {
  expect([0, 1_999, 2_000, 5_999, 6_000].map((at) => phaseAt(at, 8))).toEqual([
    'before',
    'before',
    'fault',
    'fault',
    'after',
  ])
  const slow = { tookMs: 1_000 }
  const fault = answers(4, 1_000, slow).map((each) => ({ ...each, answeredMs: each.answeredMs + 2_000 }))
  const result = laneResult([...answers(20, 100), ...fault], { seconds: 8, mostPending: 7 })
  expect(result.before).toMatchObject({ tps: 10, p50Ms: 100, answered: 20 })
  expect(result.fault).toMatchObject({ tps: 1, answered: 4 })
  expect(result.after).toMatchObject({ tps: 0, p50Ms: null })
  expect(result).toMatchObject({ mostPending: 7, missing: 0 })
})

test('the time until all effects counts from the last answer; one that never happens is missing', () => {
  const [first, ...rest] = answers(10, 100, { laterMs: 700 })
  expect(laneResult([first!, ...rest], { seconds: 4, mostPending: 0 }).effectsMs).toBe(700)
  const lost = [{ ...first!, effectMs: undefined }, ...rest]
  expect(laneResult(lost, { seconds: 4, mostPending: 0 })).toMatchObject({ effectsMs: null, missing: 1 })
})
