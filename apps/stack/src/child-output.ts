import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { ending } from './run-node.ts'

/** What a process printed so far, and how it ended (`code 0`) once it did and all it printed has arrived. */
export type ChildOutput = { text: () => string; ended: Promise<{ how: string; output: string }> }

// Something it started may hold the pipe open for ever.
const lastWordsMs = 1000

/** Collects what a process prints. To be called as soon as it was spawned. */
export function collectOutput(child: ChildProcess): ChildOutput {
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => (output += chunk))
  }
  const closed = once(child, 'close').catch(() => {})
  const ended = ending(child).then(async (how) => {
    await Promise.race([closed, sleep(lastWordsMs, undefined, { ref: false })])
    return { how, output }
  })
  return { text: () => output, ended }
}
