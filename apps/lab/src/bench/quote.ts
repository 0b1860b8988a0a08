import type { Results } from './results.ts'
import { holds, type Row } from './row.ts'

const [begin, end] = ['<!-- bench: written by `npm run bench -- --keep` -->', '<!-- /bench -->']
const notYet = 'No full run has been kept yet: `npm run bench -- --keep` measures, keeps and quotes one.'

/** The README with what is between its two marks replaced by a quotation. @throws Error when there are no marks. */
export function quoteInto(readme: string, results: Results | undefined): string {
  const [from, to] = [readme.indexOf(begin), readme.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`The README has no place for the figures: ${begin} … ${end}`)
  return `${readme.slice(0, from + begin.length)}\n\n${quote(results)}\n\n${readme.slice(to)}`
}

/** A table of every judged row, with what it was measured on. */
function quote(results: Results | undefined): string {
  if (!results) return notYet
  const { at, rounds, machine, rows, missing } = results
  const { model, processors, memoryGB, system, node, postgres, ...peers } = machine
  const where = `${processors} x ${model}, ${memoryGB} GB, ${system}, Node ${node}, PostgreSQL ${postgres}`
  const judged = rows.filter(({ floor }) => floor !== null)
  const cells = [['what', 'against', 'ratio (min-max)', 'floor', 'stretch'], ...judged.map(cellsOf)]
  const versions = Object.entries(peers).map(([name, version]) => `${name} ${version}`)
  const left = missing.map(({ name, reason }) => `Not measured: ${name} (${reason}).`)
  const head = `Measured on ${at.slice(0, 10)}, ${rounds} rounds, by \`npm run bench\`; ${where}. More is better.`
  return [head, aligned(cells), `With ${versions.join(', ')}.`, ...left].join('\n\n')
}

const cellsOf = (row: Row): string[] => [
  row.name,
  row.peer.name,
  `${short(row.ratio.median)} (${short(row.ratio.min)}-${short(row.ratio.max)})${holds(row) ? '' : ' **below**'}`,
  goal(row.floor),
  goal(row.stretch),
]

const goal = (value: number | null) => (value === null ? '-' : String(Number(value.toPrecision(2))))

/** As the formatter of the repository writes tables. */
function aligned([head, ...rows]: string[][]): string {
  const widths = head!.map((_, at) => Math.max(3, ...[head!, ...rows].map((row) => row[at]!.length)))
  const line = (cells: string[]) => `| ${cells.map((cell, at) => cell.padEnd(widths[at]!)).join(' | ')} |`
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`
  return [line(head!), rule, ...rows.map(line)].join('\n')
}

/** What is no number has become null in the file. */
function short(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return '?'
  return value >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)))
}
