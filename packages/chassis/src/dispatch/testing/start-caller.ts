import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Mode } from '../integration.ts'

/** A process of its own that commits one fact and what follows from it, and works on its jobs. */
export function startCaller(input: { url: string; mode: Mode; outside: string }) {
  const file = join(import.meta.dirname, 'caller-process.ts')
  const child = spawn(process.execPath, [file, JSON.stringify(input)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
  const ended = once(child, 'exit')
  return {
    committed: () => output.includes('committed'),
    /** Kills it without warning and waits until it is gone. */
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
