import { writeFileSync } from 'node:fs'
import type { Mode } from '@nowait/chassis/dispatch/integration'
import { modeTable } from '@nowait/chassis/dispatch/mode-table'
import { endAll } from '../crash/child.ts'
import { findKafka, type Kafka, withoutKafka } from '../crash/kafka.ts'
import { openSite } from '../crash/site.ts'
import { leaveWhenAsked } from '../leave.ts'
import { load, machine } from '../machine.ts'
import { say, tell } from '../terminal.ts'
import { type CompareArgs, readArgs } from './args.ts'
import { type Check, checkRuns } from './checks.ts'
import { type Run, runMode } from './run-mode.ts'
import { clients, ownMs, workers } from './settings.ts'
import { sayCheck, sayHead, sayRun } from './table.ts'

// `npm run lab -- [--quick] [--json FILE] [--html FILE] [--no-kafka] [--no-pages]`
leaveWhenAsked()
try {
  process.exitCode = await main(readArgs(process.argv.slice(2)))
} catch (error) {
  process.stderr.write(`\n${error instanceof Error ? error.stack : String(error)}\n`)
  process.exitCode = 1
}
endAll()
process.exit()

/** Reproduces the first seed, then the same request in each mode, then a page; fails when a figure is off. */
async function main({ quick, kafka: wanted, json }: CompareArgs): Promise<number> {
  const begun = performance.now()
  const about = {
    at: new Date().toISOString(),
    quick,
    workers,
    clients,
    ownMs,
    machine: machine(),
    load: load(),
  }
  tell('looking for Kafka')
  const kafka = wanted ? await findKafka() : withoutKafka('left out by --no-kafka')
  const { runs, skipped } = await compareModes(kafka, quick).finally(() => kafka.stop())
  const checks = checkRuns(runs)
  sayChecks(checks)
  const seconds = Math.round((performance.now() - begun) / 1_000)
  const result = { ...about, seconds, runs, skipped, checks }
  if (json) writeFileSync(json, `${JSON.stringify(result, null, 2)}\n`)
  const off = checks.filter(({ holds }) => !holds).length
  say(
    off === 0
      ? `\n  as the seed says, after ${seconds} s\n`
      : `\n  ${off} not as the seed says, after ${seconds} s\n`,
  )
  return off === 0 ? 0 : 1
}

export interface Skipped {
  mode: Mode
  reason: string
}

async function compareModes(kafka: Kafka, quick: boolean): Promise<{ runs: Run[]; skipped: Skipped[] }> {
  const runs: Run[] = []
  const skipped: Skipped[] = []
  const site = await openSite(kafka)
  try {
    say(`\n  ${workers} workers, ${ownMs / 1_000} s of their own and the outside; ${clients} clients\n`)
    sayHead()
    for (const [mode, { needsBroker }] of Object.entries(modeTable) as [Mode, { needsBroker: boolean }][]) {
      if (needsBroker && !kafka.brokers) {
        skipped.push({ mode, reason: kafka.reason! })
        continue
      }
      await runMode(site, mode, { quick, tell, onRun: (run) => void (runs.push(run), sayRun(run)) })
    }
  } finally {
    await site.close()
  }
  for (const { mode, reason } of skipped) say(`  ${mode.padEnd(20)}skipped: ${reason}`)
  if (skipped.length > 0) say('  These two need a Kafka: install Java 17 or newer, or set KAFKA_BROKERS')
  return { runs, skipped }
}

function sayChecks(checks: Check[]): void {
  say('')
  for (const check of checks) sayCheck(check)
}
