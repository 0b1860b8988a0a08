import { BroadcastChannel } from 'node:worker_threads'
import { type Force, followForces } from './forces.ts'
import type { GuardRegistry } from './registry.ts'

// Reaches the threads of this process and no other.
const channelName = 'nowait.guards'

/** Tells the threads of this process what operators force: targets of integrations have guards of their own there. */
export function tellThreads() {
  const channel = new BroadcastChannel(channelName)
  channel.unref()
  return {
    tell(forces: readonly Force[]) {
      channel.postMessage(forces.map((force) => ({ ...force })))
    },
    close: () => channel.close(),
  }
}

/** In a thread: carries out what it is told. The returned function ends it. */
export function followInThread(registry: GuardRegistry): () => void {
  const carryOut = followForces(registry)
  const channel = new BroadcastChannel(channelName)
  channel.addEventListener('message', (message) => carryOut((message as MessageEvent).data as Force[]))
  channel.unref()
  return () => channel.close()
}
