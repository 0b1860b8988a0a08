import { once } from 'node:events'
import { relative } from 'node:path'
import { demoMember } from '@nowait/contract/demo'
import type { ProcessSpec } from './processes.ts'
import { bold, dim, line, seconds } from './report.ts'
import { runToEnd } from './run-to-end.ts'
import { readSettings, type Settings } from './settings.ts'
import { type Stack, startStack } from './stack.ts'
import { listenForStop, type StopSignals } from './stop-signals.ts'

export type StartOptions = { table: ProcessSpec[]; web: boolean }

/** Starts the stack, says where it is, keeps it until it is asked to stop, and ends this process. */
export function runStart(options: StartOptions): Promise<never> {
  const signals = listenForStop()
  return runToEnd(() => start(options, signals), signals, { stopped: 0 })
}

async function start({ table, web }: StartOptions, signals: StopSignals): Promise<number> {
  process.stdout.write('\n')
  const settings = readSettings(process.env, table)
  const stack = await startStack({ settings, table, env: process.env, web, signals })
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
  const account = demo ? `\n  ${dim('sign in with')}  ${demoMember.email} / ${demoMember.password}` : ''
  const ready = `${bold(url)}  ${dim(`ready in ${seconds(process.uptime() * 1000)}, Ctrl-C stops it`)}`
  process.stdout.write(`\n  ${ready}${account}\n\n`)
}

async function stopAndSay(stack: Stack, settings: Settings): Promise<void> {
  process.stdout.write('\n')
  const started = performance.now()
  line('stopping', 'requests under way are finished; Ctrl-C again ends it now')
  await stack.stop()
  const place = relative(process.cwd(), settings.dataDir) || '.'
  line(
    'stopped',
    `everything; the data stays in ${place.startsWith('..') ? settings.dataDir : place}`,
    performance.now() - started,
  )
}
