import { spawn } from 'node:child_process'
import { parseArgs } from 'node:util'
import { inRoot } from './paths.ts'
import { freePort } from './ports.ts'
import { processesFor } from './processes.ts'
import { ending } from './run-node.ts'
import { readSettings } from './settings.ts'
import { type Stack, startStack } from './stack.ts'
import { runToEnd } from './run-to-end.ts'
import { listenForStop } from './stop-signals.ts'
import { viteCommand } from './vite.ts'

const signals = listenForStop()
await runToEnd(main, signals, { stopped: 0 })

/** Vite's development server: alone on the mock, or with `--stack` in front of the real processes. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { stack: { type: 'boolean', default: false } },
    allowPositionals: true,
  })
  const stack = values.stack ? await startBehind() : undefined
  try {
    return await runVite(positionals, stack ? { BFF_URL: stack.url } : {})
  } finally {
    await stack?.stop()
  }
}

async function startBehind(): Promise<Stack> {
  const port = process.env['PORT'] ?? String(await freePort())
  const table = processesFor(process.env)
  const settings = readSettings({ ...process.env, PORT: port }, table)
  return startStack({ settings, table, env: process.env, web: false, signals })
}

async function runVite(args: string[], env: Record<string, string>): Promise<number> {
  const child = spawn(process.execPath, [viteCommand(), ...args], {
    cwd: inRoot('apps/web'),
    env: { ...process.env, ...env },
    stdio: 'inherit',
  })
  signals.asked.addEventListener('abort', () => child.kill('SIGTERM'), { once: true })
  const how = await ending(child)
  return how === 'code 0' || signals.asked.aborted ? 0 : 1
}
