import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** A process of its own that works on the queue `notes`. */
export function startWorker(input: { url: string; leaseMs: number; workMs: number; pollMs: number }) {
  const file = new URL('worker-process.ts', import.meta.url)
  const child = spawn(process.execPath, [file.pathname, JSON.stringify(input)], {
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
