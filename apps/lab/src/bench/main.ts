import { writeFileSync } from 'node:fs'
import { readArgs } from './args.ts'
import { benches } from './benches.ts'
import { load, machine } from '../machine.ts'
import { leaveWhenAsked } from '../leave.ts'
import { say, tell } from '../terminal.ts'
import { peerVersions } from './peers.ts'
import { openPlace } from './place.ts'
import { sayHead, sayRow } from './report.ts'
import { holds, type Row } from './row.ts'

leaveWhenAsked()
try {
  process.exitCode = await main()
} catch (error) {
  process.stderr.write(`\n${error instanceof Error ? error.stack : String(error)}\n`)
  process.exitCode = 1
}

/** Measures, prints a row as soon as it is there, and fails when one is below its floor. */
async function main(): Promise<number> {
  const { quick, rounds, only, json } = readArgs(process.argv.slice(2), Object.keys(benches))
  const place = await openPlace()
  const about = { ...machine(), postgres: place.version, ...peerVersions() }
  const rows: Row[] = []
  try {
    say(
      `\n  ${rounds} rounds in turn; what counts is the ratio: more is better, and its median must not be below the floor`,
    )
    say(`  ${JSON.stringify({ ...about, load: load() })}\n`)
    sayHead()
    for (const name of only) {
      const before = load()
      const context = { place, quick, rounds, tell: (text: string) => tell(`${name}: ${text}`) }
      for (const measured of await benches[name]!(context)) {
        const row = { ...measured, load: before }
        rows.push(row)
        sayRow(row)
      }
    }
  } finally {
    await place.stop()
  }
  const failed = rows.filter((row) => !holds(row))
  if (json) {
    const when = new Date().toISOString()
    writeFileSync(
      json,
      `${JSON.stringify({ at: when, quick, rounds, machine: about, rows, failed: failed.length }, null, 2)}\n`,
    )
  }
  say(failed.length === 0 ? '\n  every floor holds' : `\n  ${failed.length} below the floor`)
  return failed.length === 0 ? 0 : 1
}
