import { randomFrom } from '@nowait/chassis/events/torture/random'
import { expect, test } from 'vitest'
import { pass } from './pass.ts'
import type { LinkState, Toxic } from './toxics.ts'

const bytes = Uint8Array.from({ length: 10_000 }, (_, at) => at % 251)
const passed = (toxic: Toxic, state: Partial<LinkState> = {}) =>
  pass(toxic, [{ bytes, waitMs: 0 }], { heldMs: 0, through: 0, random: randomFrom(1), ...state })
const together = (toxic: Toxic, state?: Partial<LinkState>) =>
  Uint8Array.from(passed(toxic, state).pieces.flatMap((piece) => [...piece.bytes]))
const waited = (toxic: Toxic, state?: Partial<LinkState>) =>
  passed(toxic, state).pieces.reduce((sum, { waitMs }) => sum + waitMs, 0)

test('latency holds bytes back for its time, of which what they have waited is a part', () => {
  expect(waited({ type: 'latency', latency: 100 })).toBe(100)
  expect(waited({ type: 'latency', latency: 100 }, { heldMs: 70 })).toBe(30)
  expect(waited({ type: 'latency', latency: 100 }, { heldMs: 500 })).toBe(0)
  const jittered = waited({ type: 'latency', latency: 100, jitter: 20 })
  expect(jittered).toBeGreaterThan(80)
  expect(jittered).toBeLessThan(120)
})

test('a bandwidth of 5 kB a second lets 10 kB through in two seconds, evenly', () => {
  const { pieces } = passed({ type: 'bandwidth', rate: 5 })
  expect(waited({ type: 'bandwidth', rate: 5 })).toBeCloseTo(2_000)
  expect(pieces.length).toBeGreaterThan(30)
  expect(together({ type: 'bandwidth', rate: 5 })).toEqual(bytes)
})

test('a slicer cuts into pieces of about its size, with its pause between them, and loses nothing', () => {
  const toxic = { type: 'slicer', average_size: 100, size_variation: 20, delay: 1_000 } as const
  const { pieces } = passed(toxic)
  expect(pieces.length).toBeGreaterThan(80)
  expect(pieces.length).toBeLessThan(130)
  expect(waited(toxic)).toBe(pieces.length - 1)
  expect(together(toxic)).toEqual(bytes)
})

test('a limit lets so many bytes through, and then closes', () => {
  expect(passed({ type: 'limit_data', bytes: 20_000 })).not.toHaveProperty('closes')
  expect(passed({ type: 'limit_data', bytes: 12_000 }, { through: 10_000 })).toMatchObject({ closes: true })
  expect(together({ type: 'limit_data', bytes: 12_000 }, { through: 10_000 })).toEqual(
    bytes.subarray(0, 2_000),
  )
})

test('corruption changes about its share of the bytes, and not how many there are', () => {
  const changed = together({ type: 'corrupt', share: 0.1 })
  const different = changed.filter((byte, at) => byte !== bytes[at]).length
  expect(changed).toHaveLength(bytes.length)
  expect(different / bytes.length).toBeCloseTo(0.1, 1)
})

test.for(['blackhole', 'timeout'] as const)('a %s lets nothing through', (type) => {
  expect(passed({ type, timeout: 0 }).pieces).toEqual([])
})
