import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'

/** A process of ours: what it writes is shown only when it ends before it was asked to. */
export interface Child {
  signal(signal: NodeJS.Signals): void
  /** Asks it to end, and waits. */
  stop(): Promise<void>
  /** Ends it without a word, and waits. */
  kill(): Promise<void>
}

/** Runs a file with Node in the root of the repository. It ends when this process does. */
export function startNode(
  file: string,
  env: Record<string, string>,
): Child & { ended: Promise<unknown[]>; channel: ChildProcess; stdout: Readable } {
  const child = spawn(process.execPath, [file], {
    cwd: new URL('../../../../', import.meta.url),
    env: { ...process.env, ...env },
    // With a channel: our processes leave when whoever started them is gone.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const ended = once(child, 'exit')
  const output = lastOutput(child)
  let asked = false
  const end = async (signal: NodeJS.Signals) => {
    asked = true
    if (child.exitCode === null && child.signalCode === null) child.kill(signal)
    await ended
  }
  const onExit = () => void child.kill('SIGTERM')
  process.once('exit', onExit)
  child.once('exit', (code, signal) => {
    process.off('exit', onExit)
    if (!asked && code !== 0) process.stderr.write(`\n${file} ended (${code ?? signal}):\n${output()}\n`)
  })
  return {
    ended,
    channel: child,
    stdout: child.stdout!,
    signal: (signal) => void child.kill(signal),
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  }
}

function lastOutput(child: ChildProcess): () => string {
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (chunk: string) => (text = (text + chunk).slice(-4_000)))
  return () => text
}
