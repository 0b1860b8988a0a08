import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Kafka } from '../topics.ts'

/** A relay in a process of its own. */
export function startRelayProcess(input: Kafka & { url: string }) {
  const file = join(import.meta.dirname, 'relay-process.ts')
  const child = spawn(process.execPath, [file, JSON.stringify(input)], {
    stdio: ['pipe', 'inherit', 'inherit'],
  })
  const ended = once(child, 'exit')
  return {
    /** Kills it without warning and waits until it is gone. */
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
