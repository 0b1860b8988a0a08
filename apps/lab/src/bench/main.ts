import { writeFileSync } from 'node:fs'
import { readArgs } from './args.ts'
import { benches } from './benches.ts'
import { load, machine } from '../machine.ts'
import { leaveWhenAsked } from '../leave.ts'
import { say, tell } from '../terminal.ts'
import { peerVersions } from './peers.ts'
import { openPlace } from './place.ts'
import { sayHead, sayRow } from './report.ts'
import { keep, type Results } from './results.ts'
import { holds, type Row } from './row.ts'

/** Needs something of the machine: Java, a browser. */
const optional = new Set(['kafka', 'spa'])

leaveWhenAsked()
try {
  process.exitCode = await main()
} catch (error) {
  process.stderr.write(`\n${error instanceof Error ? error.stack : String(error)}\n`)
  process.exitCode = 1
}

/** Measures, prints a row as soon as it is there, and fails when one is below its floor. */
async function main(): Promise<number> {
  const { quick, rounds, only, json, keep: wanted } = readArgs(process.argv.slice(2), Object.keys(benches))
  const place = await openPlace()
  const about = { ...machine(), postgres: place.version, ...peerVersions() }
  const rows: Row[] = []
  const missing: Results['missing'] = []
  const seconds: Results['seconds'] = {}
  try {
    say(
      `\n  ${rounds} rounds in turn; what counts is the ratio: more is better, and its median must not be below the floor`,
    )
    say(`  ${JSON.stringify({ ...about, load: load() })}\n`)
    sayHead()
    for (const name of only) {
      const before = load()
      const began = performance.now()
      const context = { place, quick, rounds, tell: (text: string) => tell(`${name}: ${text}`) }
      // One that cannot be measured leaves the others theirs.
      const measured = await benches[name]!(context).catch((error: Error) => error)
      seconds[name] = Math.round((performance.now() - began) / 1_000)
      if (measured instanceof Error) {
        missing.push({ name, reason: measured.message })
        say(`  ${name}: not measured: ${measured.stack}`)
        continue
      }
      for (const each of measured) {
        const row = { ...each, load: before }
        rows.push(row)
        sayRow(row)
      }
      if (measured.length === 0) missing.push({ name, reason: 'what it needs is not on this machine' })
    }
  } finally {
    await place.stop()
  }
  const below = rows.filter((row) => !holds(row)).length
  const at = new Date().toISOString()
  const results: Results = { at, quick, rounds, machine: about, rows, seconds, failed: below, missing }
  if (json) writeFileSync(json, `${JSON.stringify(results, null, 2)}\n`)
  if (wanted) keep(results)
  for (const { name, reason } of missing) say(`  ${name}: not measured: ${reason}`)
  const parts = Object.entries(seconds).map(([name, each]) => `${name} ${each} s`)
  say(`\n  ${parts.join(', ')}`)
  say(below === 0 ? '\n  every floor holds' : `\n  ${below} below the floor`)
  return below === 0 && missing.every(({ name }) => optional.has(name)) ? 0 : 1
}
