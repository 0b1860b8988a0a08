import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Failure, reason } from './failure.ts'
import { green, line, pending, red } from './report.ts'
import { runToEnd } from './run-to-end.ts'
import { listenForStop } from './stop-signals.ts'
import { addUp, type Count, countOne } from './test-count.ts'
import { tellFailures } from './test-failures.ts'
import {
  type StageContext,
  type StageResult,
  type TestStage,
  testStages,
  kafkaStages,
} from './test-stages.ts'

const signals = listenForStop()
await runToEnd(main, signals)

async function main(): Promise<number> {
  const stages = chooseStages(process.argv.slice(2))
  const started = performance.now()
  const reports = mkdtempSync(join(tmpdir(), 'nowait-test-'))
  process.stdout.write('\n')
  try {
    const counts: Count[] = []
    for (const stage of stages) counts.push(await runStage(stage, { reports, signal: signals.asked }))
    const total = addUp(counts)
    process.stdout.write('\n')
    line('in all', `${stages.length} stages`, performance.now() - started)
    // Once more at the end: what is above may have been cut off.
    if (total.failed > 0) process.stdout.write(`\n${tellFailures(total.failures)}\n`)
    if (total.skipped > 0)
      process.stdout.write(`\n${total.skipped} skipped, which are not counted as passed\n`)
    process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`)
    return total.failed === 0 ? 0 : 1
  } finally {
    rmSync(reports, { recursive: true, force: true })
  }
}

/** Runs one stage to its end, prints its line, and what went wrong below it. */
async function runStage(stage: TestStage, context: StageContext): Promise<Count> {
  const started = performance.now()
  pending(stage.name)
  const { count, output } = await stage.run(context).catch(couldNotRun)
  context.signal.throwIfAborted()
  const failed = count.failed > 0
  const mark = failed ? red('✗') : green('✓')
  line(stage.name, `${mark} ${describe(count)}`, performance.now() - started)
  if (failed) process.stdout.write(`\n${output.trimEnd()}\n\n`)
  return {
    ...count,
    failures: count.failures.map(({ name, message }) => ({ name: `${stage.name}: ${name}`, message })),
  }
}

function couldNotRun(error: unknown): StageResult {
  const output = error instanceof Failure ? error.details : error instanceof Error ? (error.stack ?? '') : ''
  return { count: countOne(false, { name: 'could not be run', message: reason(error) }), output }
}

function describe({ passed, failed, skipped, flaky }: Count): string {
  const parts = [
    [passed, 'passed'],
    [failed, 'failed'],
    [skipped, 'skipped'],
    [flaky, 'flaky'],
  ] as const
  return parts
    .filter(([number, word]) => number > 0 || word === 'passed')
    .map(([number, word]) => `${number} ${word}`)
    .join(', ')
}

/** `--only unit,lint` picks stages by name, `--kafka` adds those that need a broker. @throws Failure when there is no such stage. */
function chooseStages(args: string[]): TestStage[] {
  const options = { only: { type: 'string' }, kafka: { type: 'boolean' } } as const
  const { values } = parseArgs({ args, options })
  if (values.only === undefined) return values.kafka ? [...testStages, ...kafkaStages] : testStages
  const all = [...testStages, ...kafkaStages]
  const names = values.only.split(',')
  const unknown = names.filter((name) => !all.some((stage) => stage.name === name))
  if (unknown.length > 0) {
    const known = all.map((stage) => stage.name).join(', ')
    throw new Failure(`--only ${unknown.join(',')}: there is no such stage. Stages: ${known}`)
  }
  return all.filter((stage) => names.includes(stage.name))
}
