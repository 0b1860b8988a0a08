import { say } from '../terminal.ts'
import { sayProfile } from './hot.ts'
import { holds, type Row } from './row.ts'

const columns = [36, 24, 10, 10, 20, 7, 9, 6]

export function sayHead(): void {
  say(line(['what', 'against', 'ours', 'theirs', 'ratio (min-max)', 'floor', 'stretch', 'load']))
}

export function sayRow(row: Row): void {
  const { name, unit, peer, ours, ratio, floor, stretch, load } = row
  const verdict = !holds(row)
    ? ' BELOW THE FLOOR'
    : stretch !== null && ratio.median >= stretch
      ? ' stretch'
      : ''
  const range = `${short(ratio.median)} (${short(ratio.min)}-${short(ratio.max)})`
  const goals = [floor, stretch].map((goal) => (goal === null ? '-' : String(Number(goal.toPrecision(2)))))
  say(
    line([name, peer.name, short(ours.median), short(peer.median), range, ...goals, String(load)]) + verdict,
  )
  say(`    ${[unit, row.note].filter(Boolean).join('; ')}`)
  if (row.profile) say(`    ${sayProfile(row.profile)}`)
}

function line(cells: string[]): string {
  const padded = cells.map((cell, at) =>
    at < 2 ? cell.padEnd(columns[at]!) : ` ${cell}`.padStart(columns[at]!),
  )
  return `  ${padded.join('')}`
}

const short = (value: number) =>
  Number.isFinite(value) ? (value >= 100 ? value.toFixed(0) : value.toPrecision(3)) : '?'
