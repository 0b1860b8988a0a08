import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { basename } from 'node:path'
import { createInterface } from 'node:readline'

/** A process of the lab, and what it says. */
export interface Child {
  /** Resolves with what it said last, as soon as it has; each time is told once. Rejects when it ends before that. */
  said(what: string): Promise<string>
  command(what: string, about?: unknown): void
  signal(name: NodeJS.Signals): void
  isOver(): boolean
  ended: Promise<void>
}

const alive = new Set<ReturnType<typeof spawn>>()
/** Also those that are asleep and would not hear that we have gone. */
export function endAll(): void {
  for (const child of alive) child.kill('SIGKILL')
}
process.once('exit', endAll)

/** Starts a file, which speaks as `processes/wire.ts` does. `onLine` is told what it says, at once and in order. */
export function startChild(
  file: string,
  input: object,
  onLine: (what: string, about: string) => void = () => {},
): Child {
  const name = basename(file, '.ts')
  const child = spawn(process.execPath, [file, JSON.stringify(input)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  alive.add(child)
  const heard = new Map<string, string>()
  const waiting = new Map<string, (about: string) => void>()
  const lines = createInterface({ input: child.stdout })
  lines.on('line', (line) => {
    const space = line.indexOf(' ')
    const what = line.slice(0, space)
    const about = line.slice(space + 1)
    onLine(what, about)
    const waiter = waiting.get(what)
    waiting.delete(what)
    if (waiter) waiter(about)
    else heard.set(what, about)
  })
  // It may be killed while it is told something.
  child.stdin.on('error', () => {})
  // Not before its last line has been read.
  const ended = Promise.all([once(child, 'exit'), once(lines, 'close')]).then(() => void alive.delete(child))

  return {
    said(what) {
      const before = heard.get(what)
      heard.delete(what)
      if (before !== undefined) return Promise.resolve(before)
      return new Promise((resolve, reject) => {
        waiting.set(what, resolve)
        void ended.then(() => reject(new Error(`A ${name} ended before it said: ${what}`)))
      })
    },
    command: (what, about: unknown = {}) => void child.stdin.write(`${what} ${JSON.stringify(about)}\n`),
    signal: (signal) => void child.kill(signal),
    isOver: () => child.exitCode !== null || child.signalCode !== null,
    ended,
  }
}
