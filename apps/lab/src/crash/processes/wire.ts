import { writeSync } from 'node:fs'
import { createInterface } from 'node:readline'

/** What a process is told when it is started. */
export function input<T>(): T {
  return JSON.parse(process.argv[2]!) as T
}

/** Tells the parent. Written before it returns, so that it is known also when the process is killed right after. */
export function say(what: string, about = ''): void {
  writeSync(1, `${what} ${about}\n`)
}

/** Follows the commands of the parent, and ends when the parent has gone. */
export function follow(commands: Record<string, (about: string) => void>): void {
  const lines = createInterface({ input: process.stdin })
  lines.on('line', (line) => {
    const space = line.indexOf(' ')
    commands[line.slice(0, space)]?.(line.slice(space + 1))
  })
  lines.once('close', () => process.exit())
}
