import { once } from 'node:events'
import { relative } from 'node:path'
import { bold, dim, line, printFailure, seconds } from './report.ts'
import { processes } from './processes.ts'
import { readSettings, type Settings } from './settings.ts'
import { type Stack, startStack } from './stack.ts'
import { listenForStop, type StopSignals } from './stop-signals.ts'

const signals = listenForStop()
try {
  process.exitCode = await main(signals)
} catch (error) {
  if (!signals.asked.aborted) printFailure(error)
  process.exitCode = signals.asked.aborted ? 0 : 1
}
process.exit()

async function main(signals: StopSignals): Promise<number> {
  process.stdout.write('\n')
  const settings = readSettings(process.env, processes)
  const stack = await startStack({ settings, table: processes, env: process.env, web: true, signals })
  printWelcome(stack)
  const lost = await Promise.race([stack.lost.then(() => true), stopAsked(signals.asked)])
  await stopAndSay(stack, settings)
  return lost ? 1 : 0
}

async function stopAsked(asked: AbortSignal): Promise<false> {
  if (!asked.aborted) await once(asked, 'abort')
  return false
}

function printWelcome({ url, demo }: Stack): void {
  const account = demo ? `\n  ${dim('sign in with')}  demo@nowait.shop / nowait-demo` : ''
  const ready = `${bold(url)}  ${dim(`ready in ${seconds(process.uptime() * 1000)}, Ctrl-C stops it`)}`
  process.stdout.write(`\n  ${ready}${account}\n\n`)
}

async function stopAndSay(stack: Stack, settings: Settings): Promise<void> {
  process.stdout.write('\n')
  const started = performance.now()
  line('stopping', 'requests under way are finished; Ctrl-C again ends it now')
  await stack.stop()
  const place = relative(process.cwd(), settings.dataDir) || '.'
  line('stopped', `everything; the data stays in ${place}`, performance.now() - started)
}
