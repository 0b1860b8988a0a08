import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { findBrowser } from './browser.ts'
import { startBroker } from './kafka/broker.ts'
import { inRoot } from './paths.ts'
import { runCommand } from './run-command.ts'
import { type Count, countCrash, countOne, countPlaywright, countVitest, judge } from './test-count.ts'
import { buildWeb } from './web-build.ts'

/** What a stage came to, and what its tools printed. */
export type StageResult = { count: Count; output: string }

/** What the stages share: a folder for reports, and the end that was asked for. */
export type StageContext = { reports: string; signal: AbortSignal }

export type TestStage = { name: string; run(context: StageContext): Promise<StageResult> }

const minute = 60_000

/** Everything `npm test` runs, in this order: what fails fast comes first. */
export const testStages: TestStage[] = [
  check('format', 'oxfmt', ['--check', '.']),
  check('lint', 'oxlint', ['--deny-warnings']),
  check('types', 'typescript', ['-p', 'tsconfig.json'], 'tsc'),
  check('types-web', 'typescript', ['-p', 'apps/web/tsconfig.json'], 'tsc'),
  check('types-push', 'typescript', ['-p', 'apps/web/push-worker/tsconfig.json'], 'tsc'),
  vitest('unit', ['unit', 'unit-web'], 5 * minute),
  vitest('database', ['database'], 10 * minute),
  crash('crash', ['--kills', '9', '--no-kafka'], 10 * minute),
  { name: 'build', run: async ({ signal }) => ({ output: await buildWeb(signal), count: countOne(true) }) },
  playwright('mock', 12 * minute),
  playwright('stack', 12 * minute),
]

const kafkaStage: TestStage = {
  name: 'kafka',
  async run(context) {
    const broker = await startBroker()
    try {
      return await vitest('kafka', ['kafka'], 25 * minute, { KAFKA_BROKERS: broker.address }).run(context)
    } finally {
      await broker.stop()
    }
  },
}

/** What needs a broker, and with it Java: not part of `npm test` unless it is asked for. */
export const kafkaStages: TestStage[] = [
  kafkaStage,
  crash('crash-kafka', ['--kills', '9', '--only', 'database-messaging,messaging'], 15 * minute),
]

/** A tool that is content or not: one check. */
function check(name: string, packageName: string, args: string[], command = packageName): TestStage {
  return {
    name,
    async run({ signal }) {
      const tool = toolOf(packageName, command)
      const run = { file: process.execPath, args: [tool, ...args], limitMs: 5 * minute, signal }
      const { how, output } = await runCommand(run)
      const why = { name: command, message: output || how }
      return { count: countOne(how === 'code 0', why), output }
    },
  }
}

function vitest(name: string, projects: string[], limitMs: number, extra: NodeJS.ProcessEnv = {}): TestStage {
  return {
    name,
    async run({ reports, signal }) {
      const report = join(reports, `${name}.json`)
      const chosen = projects.flatMap((project) => ['--project', project])
      const output = ['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`]
      const args = [toolOf('vitest', 'vitest'), 'run', ...chosen, ...output]
      const env = { ...process.env, ...extra }
      return collect(report, countVitest, () =>
        runCommand({ file: process.execPath, args, env, limitMs, signal }),
      )
    },
  }
}

/** Processes killed at named points, and what that cost. How fast they recover is for a machine that does nothing else. */
function crash(name: string, args: string[], limitMs: number): TestStage {
  return {
    name,
    async run({ reports, signal }) {
      const report = join(reports, `${name}.json`)
      const file = inRoot('apps/lab/src/crash/main.ts')
      const all = [file, '--untimed', '--json', report, ...args]
      return collect(report, countCrash, () =>
        runCommand({ file: process.execPath, args: all, limitMs, signal }),
      )
    },
  }
}

function playwright(project: string, limitMs: number): TestStage {
  return {
    name: `e2e-${project}`,
    async run({ reports, signal }) {
      const report = join(reports, `e2e-${project}.json`)
      const browser = await findBrowser(signal)
      const env = { ...process.env, CHROMIUM_PATH: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: report }
      const args = [inRoot('apps/stack/src/e2e.ts'), '--project', project, '--reporter=line,json']
      return collect(report, countPlaywright, () =>
        runCommand({ file: process.execPath, args, env, limitMs, signal }),
      )
    },
  }
}

/** Runs a test runner and counts what its report says; without a report it is one failure. */
async function collect<Report>(
  file: string,
  count: (report: Report) => Count,
  run: () => Promise<{ how: string; output: string }>,
): Promise<StageResult> {
  rmSync(file, { force: true })
  const { how, output } = await run()
  if (existsSync(file)) {
    return { count: judge(count(JSON.parse(readFileSync(file, 'utf8')) as Report), how), output }
  }
  const why = { name: 'the runner', message: `no report was written (${how})` }
  return { count: countOne(false, why), output }
}

/** The JavaScript file behind a command of an installed package. */
function toolOf(packageName: string, command: string): string {
  const folder = inRoot('node_modules', packageName)
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    bin: string | Record<string, string>
  }
  return join(folder, typeof bin === 'string' ? bin : (bin[command] as string))
}
