import { setTimeout as pause } from 'node:timers/promises'
import type { Lanes } from './lanes.ts'
import type { Batch, Transport } from './transport.ts'

/** A moment for the next events to gather: a transaction costs nearly the same for one as for ten. */
const gatherMs = 20

/** One lane for all partitions: what was fetched is worked on together, then what has come meanwhile. */
export function createOneLane({
  transport,
  work,
  onProgress,
  onError,
}: {
  transport: Pick<Transport, 'fetch'>
  work: (batches: Batch[], signal: AbortSignal) => Promise<void>
  /** What has come meanwhile may be fetched. */
  onProgress(): void
  onError(error: unknown): void
}): Lanes {
  let running: Promise<void> | undefined
  let busy = new Set<number>()

  async function run(batches: Batch[], signal: AbortSignal): Promise<void> {
    try {
      await work(batches, signal)
    } finally {
      busy = new Set()
    }
    await pause(gatherMs, undefined, { signal }).catch(() => undefined)
  }

  return {
    isBusy: (partition) => busy.has(partition),
    async start(owned, signal) {
      if (running || owned.length === 0) return
      const batches = await transport.fetch(owned, true)
      if (batches.length === 0) return
      busy = new Set(batches.map(({ partition }) => partition))
      const end = run(batches, signal).finally(() => (running = undefined))
      running = end.then(onProgress, onError)
    },
    async settled() {
      await running
    },
  }
}
