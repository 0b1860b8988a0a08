import { setImmediate as nextTurn } from 'node:timers/promises'

/** Gathers what comes while a write is under way, and writes it together with the next one. */
export function createBatches<T>(write: (items: T[]) => Promise<void>, limit: number) {
  let waiting: Array<{ item: T; resolve: () => void; reject: (error: unknown) => void }> = []
  let writing = false

  async function writeOn(): Promise<void> {
    writing = true
    // What is added in this turn of the loop belongs together.
    await nextTurn()
    while (waiting.length > 0) {
      const batch = waiting.slice(0, limit)
      waiting = waiting.slice(limit)
      try {
        await write(batch.map(({ item }) => item))
        for (const { resolve } of batch) resolve()
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
    }
    writing = false
  }

  return {
    /** Resolves when the item is written, rejects when the write of its batch failed. */
    add(item: T): Promise<void> {
      return new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject })
        if (!writing) void writeOn()
      })
    },
  }
}
