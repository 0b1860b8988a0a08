import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Mode } from '@nowait/chassis/dispatch/integration'
import { endAll } from './child.ts'
import { findKafka, withoutKafka } from './kafka.ts'
import { makePlan, type Plan, type PlannedRow } from './plan.ts'
import { runPlanted } from './planted.ts'
import { isDurable } from './points.ts'
import { type Row, runRow } from './row.ts'
import { openSite, type Site } from './site.ts'
import { printHead, printPlanted, printProgress, printRecoveries, printRow, printSkipped } from './table.ts'
import { findProblems, nameOf, type Problem } from './verdict.ts'

// `npm run test:crash -- [--kills N] [--seed S] [--json FILE] [--only MODE,MODE/POINT,…] [--no-kafka] [--untimed]`
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '60' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    json: { type: 'string' },
    only: { type: 'string' },
    'no-kafka': { type: 'boolean' },
    untimed: { type: 'boolean' },
  },
})
const allWell = 'Nothing durable was lost, doubled, invented or stuck; every planted bug was caught.'
const print = (line: string) => void process.stdout.write(`${line}\n`)
const closing: Array<() => Promise<void>> = []
let closed: Promise<void> | undefined
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const)
  process.once(signal, () => void close().finally(() => process.exit(130)))
process.channel?.unref()
process.exitCode = await main().finally(close)
process.exit()

async function main(): Promise<number> {
  const kills = number('kills')
  const seed = number('seed')
  print(`crash test: ${kills} kills, seed ${seed}`)
  const kafka = values['no-kafka'] ? withoutKafka('left out by --no-kafka') : await findKafka()
  closing.push(kafka.stop)
  const site = await openSite(kafka)
  closing.push(site.close)
  const plan = makePlan({ kills, seed, noBroker: kafka.reason, fixedBroker: !kafka.restartKafka })
  const { rows, recoveries, failures } = await runRows(plan, site)
  print('\n  planted bugs')
  const planted = await runPlanted(site, seed, printPlanted)
  printRecoveries(recoveries)
  const timed = !values.untimed
  const problems = [...failures, ...findProblems({ rows, planted, recoveries, timed })]
  const report = { seed, rows: [...rows, ...plan.skipped], planted, problems }
  if (values.json) writeFileSync(resolve(values.json), `${JSON.stringify(report, null, 2)}\n`)
  for (const { where, what } of problems) print(`  ${where}: ${what}`)
  if (problems.length === 0) print(`  ${allWell}`)
  return problems.length > 0 ? 1 : 0
}

async function runRows(plan: Plan, site: Site) {
  const only = values.only?.split(',')
  const rows: Row[] = []
  const recoveries = new Map<Mode, number[]>()
  const failures: Problem[] = []
  const isWanted = ({ mode, point }: PlannedRow) =>
    !only || only.includes(mode) || only.includes(`${mode}/${point.name}`)
  printHead()
  for (const planned of plan.rows.filter(isWanted)) {
    const { mode, point } = planned
    printProgress(planned, 0)
    const onKill = (done: number) => printProgress(planned, done)
    const result = await runRow({ ...planned, site, onKill }).catch((error: Error) => error)
    if (closed) throw new Error('Interrupted')
    printRow(planned, result)
    if (result instanceof Error) {
      failures.push({ where: nameOf({ mode, point: point.name }), what: result.message })
      continue
    }
    rows.push(result.row)
    if (isDurable(mode) && point.fault.kind === 'kill')
      recoveries.set(mode, [...(recoveries.get(mode) ?? []), ...result.recoveries])
  }
  plan.skipped.forEach(printSkipped)
  return { rows, recoveries, failures }
}

/** Leaves no process and no folder behind, also when it is interrupted. */
function close(): Promise<void> {
  return (closed ??= closeAll())
}

async function closeAll(): Promise<void> {
  endAll()
  for (const step of closing.toReversed()) await step()
}

function number(name: 'kills' | 'seed'): number {
  const value = Number(values[name])
  if (!Number.isSafeInteger(value) || value < 1)
    throw new Error(`--${name} ${values[name]}: expected a number from 1`)
  return value
}
