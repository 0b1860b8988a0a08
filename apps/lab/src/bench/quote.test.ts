import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { quoteInto } from './quote.ts'
import { readKept, readmeFile, type Results } from './results.ts'
import { compare } from './row.ts'

const readme = readFileSync(readmeFile, 'utf8')
const row = (name: string, ours: number, floor: number | null) => ({
  ...compare({
    name,
    unit: 'orders/s',
    better: 'more',
    ours: [ours],
    peer: { name: 'pg-boss', values: [100] },
    floor,
    stretch: 4,
  }),
  load: 0.1,
})
const results: Results = {
  at: '2026-11-30T10:00:00.000Z',
  quick: false,
  rounds: 5,
  machine: {
    model: 'AMD EPYC',
    processors: 2,
    memoryGB: 8,
    system: 'linux 6',
    node: '24.21.0',
    postgres: '18.4',
    fastify: '5.12.8',
  },
  rows: [row('order + job', 431.2, 2.5), row('drain', 90, 1), row('only shown', 900, null)],
  seconds: {},
  failed: 1,
  missing: [{ name: 'kafka', reason: 'no Java' }],
}

test('what the README says of the benchmarks is what was kept', () => {
  expect(quoteInto(readme, readKept())).toBe(readme)
})

test('a kept result is a full one', () => {
  expect(readKept()?.quick ?? false).toBe(false)
})

test('the quotation names every judged row, what is below its floor, what is missing, the day and the machine', () => {
  const quoted = quoteInto(readme, results)
  expect(quoted).toMatch(/\| order \+ job +\| pg-boss \| 4\.31 \(4\.31-4\.31\) +\| 2\.5 +\| 4 +\|/)
  expect(quoted).toContain('0.9 (0.9-0.9) **below**')
  expect(quoted).not.toContain('only shown')
  for (const part of [
    '2026-11-30',
    '2 x AMD EPYC, 8 GB',
    'PostgreSQL 18.4',
    'fastify 5.12.8',
    'Not measured: kafka (no Java).',
  ])
    expect(quoted).toContain(part)
})

test('a figure that could not be told is quoted as such, also once it was kept', () => {
  const kept = JSON.parse(
    JSON.stringify({ ...results, rows: [row('order + job', Number.NaN, 2.5)] }),
  ) as Results
  expect(quoteInto(readme, kept)).toMatch(/\| \? \(\?-\?\) \*\*below\*\* +\| 2\.5/)
})

test('a later quotation takes the place of the former one, and leaves all else alone', () => {
  const twice = quoteInto(quoteInto(readme, results), undefined)
  expect(twice).toBe(quoteInto(readme, undefined))
})

test('a README without its marks is not written over', () => {
  expect(() => quoteInto('# Another', results)).toThrow('no place for the figures')
})
