import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { findKafka, withoutKafka } from './kafka.ts'
import { makePlan } from './plan.ts'
import { runPlanted } from './planted.ts'
import { type Row, runRow } from './row.ts'
import { openSite } from './site.ts'
import { printHead, printPlanted, printProgress, printRow, printSkipped } from './table.ts'
import { findProblems } from './verdict.ts'

// `npm run test:crash -- [--kills N] [--seed S] [--json FILE] [--only MODE,…] [--no-kafka]`
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '60' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    json: { type: 'string' },
    only: { type: 'string' },
    'no-kafka': { type: 'boolean' },
  },
})
const print = (line: string) => void process.stdout.write(`${line}\n`)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const)
  process.on(signal, () => process.exit(130))
process.channel?.unref()
process.exitCode = await main()
process.exit()

async function main(): Promise<number> {
  const kills = number('kills')
  const seed = number('seed')
  const only = values.only?.split(',')
  print(`crash test: ${kills} kills, seed ${seed}`)
  const kafka = values['no-kafka'] ? withoutKafka('left out by --no-kafka') : await findKafka()
  const site = await openSite(kafka)
  try {
    const plan = makePlan({ kills, seed, noBroker: kafka.reason, fixedBroker: !kafka.restartKafka })
    const wanted = plan.rows.filter(({ mode }) => !only || only.includes(mode))
    const rows: Row[] = []
    const failures: string[] = []
    printHead()
    for (const planned of wanted) {
      printProgress(planned, 0)
      const onKill = (done: number) => printProgress(planned, done)
      const row = await runRow({ ...planned, site, onKill }).catch((error: Error) => error)
      if (row instanceof Error) failures.push(`${planned.mode}, ${planned.point.name}: ${row.message}`)
      else rows.push(row)
      printRow(planned, row)
    }
    plan.skipped.forEach(printSkipped)
    print('\n  planted bugs')
    const planted = await runPlanted(site, seed, printPlanted)
    const problems = [...failures, ...findProblems({ rows, planted })]
    if (values.json)
      writeFileSync(
        resolve(values.json),
        `${JSON.stringify({ seed, rows: [...rows, ...plan.skipped], planted }, null, 2)}\n`,
      )
    print(
      problems.length > 0
        ? `\n${problems.join('\n')}\n`
        : '\nNothing durable was lost, doubled, invented or stuck.',
    )
    return problems.length > 0 ? 1 : 0
  } finally {
    await site.close()
    await kafka.stop()
  }
}

function number(name: 'kills' | 'seed'): number {
  const value = Number(values[name])
  if (!Number.isSafeInteger(value) || value < 1)
    throw new Error(`--${name} ${values[name]}: expected a number`)
  return value
}
