import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { WorkerInput, WorkerMessage } from './worker-process.ts'

/** A process of its own that works on the jobs of a system. */
export interface Worker {
  /** When a handler began with the job of an order, in ms of the shared clock. */
  begun: Map<string, number>
  /** Ends it without warning and waits until it is gone. */
  kill(): Promise<void>
}

/** Resolves once it works. */
export async function startWorker(
  input: WorkerInput,
  onBegun: (orderId: string) => void = () => {},
): Promise<Worker> {
  const child = fork(join(import.meta.dirname, 'worker-process.ts'), [JSON.stringify(input)])
  const ended = once(child, 'exit')
  const begun = new Map<string, number>()
  const ready = Promise.withResolvers<void>()
  child.on('message', (message: WorkerMessage) => {
    if (message === 'ready') return ready.resolve()
    begun.set(message.orderId, message.at)
    onBegun(message.orderId)
  })
  child.once('exit', (code) => ready.reject(new Error(`A worker of ${input.system} ended with ${code}`)))
  await ready.promise
  return {
    begun,
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
