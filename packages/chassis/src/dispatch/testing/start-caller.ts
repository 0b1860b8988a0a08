import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { CrashPoint } from '../../crash-point.ts'
import type { Mode } from '../integration.ts'

export interface CallerInput {
  url: string
  mode: Mode
  outside: string
  brokers?: string
  topicPrefix?: string
  /** Where it is to be killed. */
  killAt?: CrashPoint
}

/** A process of its own that commits one fact and what follows from it, and works on its jobs. */
export function startCaller(input: CallerInput) {
  const file = join(import.meta.dirname, 'caller-process.ts')
  const child = spawn(process.execPath, [file, JSON.stringify(input)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
  const ended = once(child, 'exit')
  return {
    /** Resolves when it is gone. */
    ended,
    committed: () => output.includes('committed'),
    /** Kills it without warning and waits until it is gone. */
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
