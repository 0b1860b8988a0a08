import { spawn } from 'node:child_process'
import { collectOutput } from './child-output.ts'
import { root } from './paths.ts'
import { signalGroup } from './run-node.ts'

export type Command = {
  file: string
  args: string[]
  cwd?: string
  env?: Record<string, string | undefined>
  limitMs: number
  signal: AbortSignal
}

// Its output goes through us: colours are for terminals, and a log is none.
const plain = process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1', FORCE_COLOR: undefined }

/** How a command ended (`code 0`) and all it printed. Past its limit it is stopped with everything it started. */
export async function runCommand(command: Command): Promise<{ how: string; output: string }> {
  const { file, args, cwd = root, env = process.env, limitMs, signal } = command
  const child = spawn(file, args, {
    cwd,
    env: { ...env, ...plain },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const { ended } = collectOutput(child)
  const limit = AbortSignal.any([signal, AbortSignal.timeout(limitMs)])
  const stop = () => {
    child.kill('SIGTERM')
    setTimeout(() => signalGroup(child, 'SIGKILL'), 15_000).unref()
  }
  limit.addEventListener('abort', stop, { once: true })
  const { how, output } = await ended
  limit.removeEventListener('abort', stop)
  signalGroup(child, 'SIGKILL')
  signal.throwIfAborted()
  return { how: limit.aborted ? `stopped after ${limitMs / 60_000} minutes` : how, output }
}
