import { say } from '../terminal.ts'
import type { Check } from './checks.ts'
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
  say(`  ${holds ? 'ok  ' : 'OFF '} ${name.padEnd(58)}${figures} (${(off * 100).toFixed(1)} % off)`)
}

const seconds = (ms: number) => (ms / 1_000).toFixed(2)
const short = (value: number) => (value >= 100 ? value.toFixed(0) : value.toFixed(2))

const line = (cells: string[]) =>
  `  ${cells.map((cell, at) => (at === 0 ? cell.padEnd(columns[at]!) : cell.padStart(columns[at]!))).join('')}`
