// Runs beside a broker: when whoever started it was killed without a chance to stop it, the broker goes too.
// Arguments: the broker's folder. Input: a line with its process id whenever it starts, an empty one when it was stopped.
import { rmSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { commandLine, isGone } from '../alive.ts'

const folder = process.argv[2] as string
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => {})

let broker = ''
for await (const line of createInterface({ input: process.stdin })) broker = line

if (broker && isOurs(Number(broker))) {
  process.kill(Number(broker), 'SIGKILL')
  await isGone(Number(broker), 10_000)
}
rmSync(folder, { recursive: true, force: true })

/** The id may have been given to another process since. */
function isOurs(pid: number): boolean {
  return commandLine(pid)?.includes(folder) ?? true
}
