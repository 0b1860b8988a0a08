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
import { holds, NotHere, type Row } from './row.ts'

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
  let broken = 0
  try {
    say(
      `\n  ${rounds} rounds in turn; what counts is the ratio: more is better, and its median must not be below the floor`,
    )
    say(`  ${JSON.stringify({ ...about, load: load() })}\n`)
    sayHead()
    for (const name of only) {
      const before = load()
      const began = performance.now()
      const alone = only.length === 1
      const context = { place, quick, alone, rounds, tell: (text: string) => tell(`${name}: ${text}`) }
      // One that cannot be measured leaves the others theirs.
      const measured = await benches[name]!(context).catch((error: Error) => error)
      seconds[name] = Math.round((performance.now() - began) / 1_000)
      if (measured instanceof Error) {
        missing.push({ name, reason: measured.message.split('\n')[0]! })
        if (measured instanceof NotHere) say(`  ${name}: not measured: ${measured.message}`)
        else {
          broken++
          say(`  ${name}: failed: ${measured.stack}`)
        }
        continue
      }
      for (const each of measured) {
        const row = { ...each, load: before }
        rows.push(row)
        sayRow(row)
      }
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
  say(
    `\n  ${below === 0 ? 'every floor holds' : `${below} below the floor`}${broken === 0 ? '' : `, ${broken} failed`}`,
  )
  return below + broken === 0 ? 0 : 1
}
