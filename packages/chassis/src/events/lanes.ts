import type { Batch, Transport } from './transport.ts'

/** One lane for each partition that has something to do: its events one after the other, the lanes side by side. */
export interface Lanes {
  isBusy(partition: number): boolean
  /** Fetches for those of the partitions that are not busy, and sets them to work. What is busy is fed no more: it sets the pace. */
  start(owned: number[], signal: AbortSignal): Promise<void>
  /** Resolves when no lane runs. */
  settled(): Promise<void>
}

/** Does what a batch asks for, and moves the group on. */
export type Work = (batch: Batch, signal: AbortSignal) => Promise<void>

export function createLanes({
  transport,
  work,
  onProgress,
  onError,
}: {
  transport: Pick<Transport, 'fetch'>
  work: Work
  /** Something is free for the next round. */
  onProgress(): void
  onError(error: unknown): void
}): Lanes {
  const running = new Map<number, Promise<void>>()

  async function run(batches: Batch[], signal: AbortSignal): Promise<void> {
    for (const batch of batches) {
      if (signal.aborted) return
      await work(batch, signal)
    }
  }

  function startLane(partition: number, batches: Batch[], signal: AbortSignal): void {
    // A lane may end at once, where the session was lost meanwhile: it is free only after it was taken.
    const end = run(batches, signal).finally(() => running.delete(partition))
    running.set(partition, end.then(onProgress, onError))
  }

  return {
    isBusy: (partition) => running.has(partition),
    async start(owned, signal) {
      const idle = owned.filter((partition) => !running.has(partition))
      if (idle.length === 0) return
      const fetched = await transport.fetch(idle, running.size === 0)
      for (const [partition, batches] of Map.groupBy(fetched, (batch) => batch.partition))
        startLane(partition, batches, signal)
    },
    async settled() {
      await Promise.all(running.values())
    },
  }
}
