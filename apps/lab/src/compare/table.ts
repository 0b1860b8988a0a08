import { say } from '../terminal.ts'
import type { Check } from './checks.ts'
import type { PageRun } from './pages.ts'
import type { Run } from './run-mode.ts'

const columns = [20, 9, 9, 9, 9, 9, 9, 18, 13, 12]

export function sayHead(): void {
  say(line(['mode', 'outside', 'TPS', 'first', 'last', 'p50', 'p99', 'pending (Little)', 'effects', 'lost']))
  say(line(['', 's', '/s', 's', 's', 's', 's', 'works', 'done after s', 'when killed']))
}

export function sayRun(run: Run): void {
  const { mode, externalMs, tps, firstMs, lastMs, p50Ms, p99Ms, pending, little, effectsMs, lost } = run
  const times = [firstMs, lastMs, p50Ms, p99Ms].map(seconds)
  const work = `${pending.toFixed(1)} (${little.toFixed(1)})`
  say(
    line([
      mode,
      seconds(externalMs),
      tps.toFixed(1),
      ...times,
      work,
      seconds(effectsMs),
      `${lost} of ${run.answeredBeforeKill}`,
    ]),
  )
}

export function sayCheck({ name, expected, measured, unit, off, holds }: Check): void {
  const figures = `${short(measured)} ${unit}, expected ${short(expected)}`
  say(`  ${holds ? 'ok  ' : 'OFF '} ${name.padEnd(66)}${figures} (${(off * 100).toFixed(1)} % off)`)
}

const pageColumns = [20, 16, 22, 16, 12]

export function sayPageHead(): void {
  say(line(['point service', 'page', 'order shown after s', 'all after s', 'points'], pageColumns))
}

export function sayPage({ situation, way, orderMs, allMs, point }: PageRun): void {
  const times = [orderMs, allMs].map((ms) => (ms === null ? 'never' : (ms / 1_000).toFixed(3)))
  say(line([situation, way, ...times, point], pageColumns))
}

const seconds = (ms: number) => (ms / 1_000).toFixed(2)
const short = (value: number) => (value >= 100 ? value.toFixed(0) : value.toFixed(2))

function line(cells: string[], widths = columns): string {
  const padded = cells.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!)))
  return `  ${padded.join('')}`
}
