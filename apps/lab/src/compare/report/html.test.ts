import { expect, test } from 'vitest'
import { machine } from '../../machine.ts'
import { checkRuns } from '../checks.ts'
import type { Result } from '../result.ts'
import type { Run } from '../run-mode.ts'
import { htmlReport } from './html.ts'
import { texts } from './texts.ts'

const run = (mode: Run['mode'], externalMs: Run['externalMs'], tps: number): Run => ({
  mode,
  externalMs,
  tps,
  workers: 5,
  clients: 25,
  requests: 100,
  p50Ms: 500,
  p99Ms: 612,
  firstMs: 200,
  lastMs: 1_000,
  pending: 44.9,
  little: 45.2,
  effectsMs: 903,
  lost: 7,
  answeredBeforeKill: 50,
})
const runs = [
  run('inline', 100, 24.9),
  run('inline', 900, 4.98),
  run('thread', 100, 49.6),
  run('thread', 900, 48.3),
]
const result: Result = {
  at: '2026-11-22T04:00:00.000Z',
  quick: true,
  workers: 5,
  clients: 25,
  ownMs: 100,
  machine: { ...machine(), model: '<b>chip & co</b>' },
  load: 0.2,
  seconds: 200,
  runs,
  skipped: [{ mode: 'messaging', reason: 'No Java' }],
  pages: [
    { situation: 'hangs', way: 'waits for all', orderMs: null, allMs: null, point: 'missing' },
    { situation: 'hangs', way: 'streamed', orderMs: 12.34, allMs: 803, point: 'unavailable' },
  ],
  checks: checkRuns(runs),
}
const html = htmlReport(result)

test('the report asks for nothing over a network and runs no script', () => {
  expect(html).not.toMatch(/https?:|src=|href=|url\(|@import|<script/)
})

test('it shows every figure in a chart or a table, and what was skipped with its reason', () => {
  for (const figure of [
    '24.9',
    '4.98',
    '49.6',
    '48.3',
    '44.9',
    '45.2',
    '7 / 50',
    '12.3',
    '0.80 s',
    'No Java',
  ])
    expect(html).toContain(figure)
})

test('every text is there in both languages', () => {
  const ofLanguage = (lang: string) => html.match(new RegExp(`lang="${lang}">`, 'g'))!.length
  // One more for the language of the document.
  expect(ofLanguage('ko')).toBe(ofLanguage('en') + 1)
  expect(html).toContain(texts.title.ko)
  expect(html).toContain(texts.title.en)
})

test('it says which mode what may be lost, and is little, goes by, with what that mode did here', () => {
  const which = html.slice(html.indexOf(texts.which.en))
  expect(which).toMatch(/<td>thread<\/td><td>48\.3<\/td><td>0\.90 s<\/td><td>7 \/ 50<\/td>/)
  // Not measured here.
  expect(which).toContain(`<td>database-messaging</td><td><span lang="ko">${texts.skipped.ko}`)
})

test('what comes from the machine cannot become part of the page', () => {
  expect(html).not.toContain('<b>chip')
  expect(html).toContain('&#60;b&#62;chip &#38; co')
})

test('no bar is wider than its chart, and what never came has no number', () => {
  const ends = [...html.matchAll(/<rect[^>]* x="([\d.]+)"[^>]* width="([\d.]+)"/g)]
  expect(ends.length).toBeGreaterThan(10)
  for (const [, x, width] of ends) expect(Number(x) + Number(width)).toBeLessThanOrEqual(720)
  expect(html).not.toMatch(/NaN|Infinity|null/)
})
