import type { Planted } from './planted.ts'
import type { PlannedRow } from './plan.ts'
import { summarize } from './recovery.ts'
import type { Row } from './row.ts'

const columns = [
  ['mode', 19],
  ['point', 21],
  ['operations', 11],
  ['kills', 6],
  ['lost', 6],
  ['counted', 8],
  ['doubled', 8],
  ['ghosts', 7],
  ['stuck', 6],
  ['again', 6],
  ['p50 ms', 8],
  ['max ms', 8],
  ['usual', 7],
] as const

const print = (text: string) => void process.stdout.write(text)
const clear = process.stdout.isTTY ? '\r\u001b[K' : ''

export function printHead(): void {
  print(`\n  ${columns.map(([name, width], i) => aligned(name, width, i)).join('')}\n`)
}

/** Only a terminal can take back what it shows. */
export function printProgress({ mode, point, times }: PlannedRow, kills: number): void {
  if (process.stdout.isTTY)
    print(`${clear}  ${mode.padEnd(19)}${point.name.padEnd(21)}${kills} of ${times} …`)
}

export function printRow(planned: PlannedRow, result: { row: Row } | Error): void {
  if (result instanceof Error) {
    print(`${clear}  ${planned.mode.padEnd(19)}${planned.point.name.padEnd(21)}${result.message}\n`)
    return
  }
  const { row } = result
  const { mode, point, operations, kills, lost, counted, duplicated, ghosts, stuck, extraDeliveries } = row
  const { p50, max } = row.recoveryMs
  const cells = [
    mode,
    point,
    operations,
    kills,
    lost,
    counted,
    duplicated,
    ghosts,
    stuck,
    extraDeliveries,
    p50,
    max,
    row.usualMs,
  ]
  print(`${clear}  ${cells.map((cell, i) => aligned(String(cell ?? '-'), columns[i]![1], i)).join('')}\n`)
}

export function printSkipped({ mode, skipped }: { mode: string; skipped: string }): void {
  print(`  ${mode.padEnd(19)}skipped: ${skipped}\n`)
}

export function printPlanted({ bug, caught, seen }: Planted): void {
  const told = Object.entries(seen).flatMap(([fault, times]) => (times > 0 ? [`${times} ${fault}`] : []))
  print(`  ${bug.padEnd(28)}${caught ? 'caught' : 'NOT CAUGHT'}  ${told.join(', ')}\n`)
}

/** Of killed processes only: the limits hold for a mode as a whole. */
export function printRecoveries(recoveries: Map<string, number[]>): void {
  for (const [mode, times] of recoveries) {
    const { p50, max } = summarize(times)
    if (p50 !== null) print(`\n  ${mode}: ${times.length} jobs recovered, p50 ${p50} ms, max ${max} ms`)
  }
  print('\n\n')
}

const aligned = (text: string, width: number, column: number) =>
  column < 2 ? text.padEnd(width) : text.padStart(width)
