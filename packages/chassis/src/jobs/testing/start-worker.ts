import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { join } from 'node:path'

/** A process of its own that works on the queue `notes`. */
export function startWorker(input: { url: string; leaseMs: number; workMs: number; pollMs: number }) {
  const file = join(import.meta.dirname, 'worker-process.ts')
  const child = spawn(process.execPath, [file, JSON.stringify(input)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const begun: string[] = []
  createInterface({ input: child.stdout }).on('line', (name) => begun.push(name))
  const ended = once(child, 'exit')
  return {
    /** The payloads it has begun with. */
    begun,
    signal: (signal: NodeJS.Signals) => void child.kill(signal),
    /** Kills it without warning and waits until it is gone. */
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
