import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync } from 'node:fs'
import { relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Failure } from './failure.ts'
import { openLog, tail } from './log-file.ts'
import { inRoot, root } from './paths.ts'

type Env = Record<string, string | undefined>

/** What to run: a TypeScript file of the clone, and the file its output goes to. */
export type NodeRun = { name: string; entry: string; env: Env; log: string }

// Compiled code is kept between starts: a third less CPU for the five processes (measured).
const compileCache = inRoot('node_modules/.nowait/compile-cache')
const followParent = pathToFileURL(inRoot('apps/stack/src/follow-parent.ts')).href

/**
 * Starts the file in a process group of its own: Ctrl-C in the terminal reaches only the stack, which stops
 * its processes in order. Output goes straight to the log, also when the stack is gone.
 */
export function spawnNode({ entry, env }: NodeRun, output: number): ChildProcess {
  return spawn(process.execPath, ['--import', followParent, inRoot(entry)], {
    cwd: root,
    env: { NODE_COMPILE_CACHE: compileCache, ...env },
    detached: true,
    stdio: ['ignore', output, output, 'ipc'],
  })
}

/** Runs the file to its end. @throws Failure with the end of its log when it fails or takes over `limitMs`. */
export async function runToEnd(run: NodeRun, limitMs: number, signal: AbortSignal): Promise<void> {
  const output = openLog(run.log)
  const child = spawnNode(run, output)
  closeSync(output)
  const end = AbortSignal.any([signal, AbortSignal.timeout(limitMs)])
  const kill = () => signalGroup(child, 'SIGKILL')
  end.addEventListener('abort', kill, { once: true })
  const how = await ending(child)
  end.removeEventListener('abort', kill)
  signal.throwIfAborted()
  if (how === 'code 0') return
  throw new Failure(
    `${run.name} failed (${end.aborted ? `no end after ${limitMs / 1000} s` : how}). ${logLine(run.log)}`,
    tail(run.log),
  )
}

/** How a process ended, once it did: `code 1`, `SIGKILL`, or why it could not start. */
export function ending(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => resolve(signal ?? `code ${code}`))
  })
}

/** Signals a process and everything it started; nothing happens when it is already gone. */
export function signalGroup(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, name)
  } catch {
    // Gone between our look and the signal.
  }
}

/** `Its log: .data/logs/order.log`, as short as the terminal's folder allows. */
export function logLine(file: string): string {
  const short = relative(process.cwd(), file)
  return `Its log: ${short.startsWith('..') ? file : short}`
}
