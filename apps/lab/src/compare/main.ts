import { writeFileSync } from 'node:fs'
import type { Mode } from '@nowait/chassis/dispatch/integration'
import { modeTable } from '@nowait/chassis/dispatch/mode-table'
import { endAll } from '../crash/child.ts'
import { findKafka, type Kafka, withoutKafka } from '../crash/kafka.ts'
import { openSite, type Site } from '../crash/site.ts'
import { leaveWhenAsked } from '../leave.ts'
import { load, machine } from '../machine.ts'
import { say, tell } from '../terminal.ts'
import { type CompareArgs, readArgs } from './args.ts'
import { checkRuns } from './checks.ts'
import { comparePages, type PageRun } from './pages.ts'
import { htmlReport } from './report/html.ts'
import type { Result, Skipped } from './result.ts'
import { type Run, runMode } from './run-mode.ts'
import { clients, ownMs, workers } from './settings.ts'
import { sayCheck, sayHead, sayPage, sayPageHead, sayRun } from './table.ts'

// `npm run lab -- [--quick] [--json FILE] [--html FILE] [--no-kafka] [--only modes|pages]`
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
async function main({ quick, kafka: wanted, modes, pages, json, html }: CompareArgs): Promise<number> {
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
  const { runs, skipped } = modes ? await compareModes(wanted, quick) : { runs: [], skipped: [] }
  const pageRuns: PageRun[] = []
  // What the modes have shown is not lost with the shop.
  const failure = pages ? await compareAllPages(quick, pageRuns).catch((error: Error) => error) : undefined
  const checks = checkRuns(runs)
  say('')
  for (const check of checks) sayCheck(check)
  const seconds = Math.round((performance.now() - begun) / 1_000)
  const result: Result = {
    ...about,
    seconds,
    runs,
    skipped,
    pages: pageRuns,
    failure: failure?.message,
    checks,
  }
  if (json) writeFileSync(json, `${JSON.stringify(result, null, 2)}\n`)
  if (html) writeFileSync(html, htmlReport(result))
  if (failure) throw failure
  if (checks.length === 0) return 0
  const off = checks.filter(({ holds }) => !holds).length
  say(
    off === 0
      ? `\n  as the seed says, after ${seconds} s\n`
      : `\n  ${off} not as the seed says, after ${seconds} s\n`,
  )
  return off === 0 ? 0 : 1
}

async function compareModes(wanted: boolean, quick: boolean): Promise<{ runs: Run[]; skipped: Skipped[] }> {
  tell('looking for Kafka')
  const kafka = wanted ? await findKafka() : withoutKafka('left out by --no-kafka')
  try {
    const site = await openSite(kafka)
    return await compareOn({ site, kafka, quick }).finally(() => site.close())
  } finally {
    await kafka.stop()
  }
}

async function compareOn({ site, kafka, quick }: { site: Site; kafka: Kafka; quick: boolean }) {
  const runs: Run[] = []
  const skipped: Skipped[] = []
  say(`\n  ${workers} workers, ${ownMs / 1_000} s of their own and the outside; ${clients} clients\n`)
  sayHead()
  for (const [mode, { needsBroker }] of Object.entries(modeTable) as [Mode, { needsBroker: boolean }][]) {
    if (needsBroker && !kafka.brokers) skipped.push({ mode, reason: kafka.reason! })
    else
      for (const run of await runMode(site, mode, { quick, tell })) {
        runs.push(run)
        sayRun(run)
      }
  }
  for (const { mode, reason } of skipped) say(`  ${mode.padEnd(20)}skipped: ${reason}`)
  if (skipped.length > 0) say('  These two need a Kafka: install Java 17 or newer, or set KAFKA_BROKERS')
  return { runs, skipped }
}

async function compareAllPages(quick: boolean, runs: PageRun[]): Promise<void> {
  say('\n  the page of an order, by what the point service does\n')
  sayPageHead()
  await comparePages({ quick, tell, onRun: (run) => void (runs.push(run), sayPage(run)) })
}
