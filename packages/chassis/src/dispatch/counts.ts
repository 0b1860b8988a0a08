import { createHistogram, type Latency } from './histogram.ts'
import type { Mode } from './integration.ts'

/** What one process has done for one integration since its start. */
export interface Counts {
  /** In force now. */
  mode: Mode
  accepted: number
  done: number
  /** Tries that failed and are followed by another. */
  retried: number
  /** Given up: for durable modes the job is dead and waits for an operator. */
  failed: number
  refused: number
  /** The outcome of the COMMIT is unknown: not carried out, though the fact may be there. Only where memory alone knows of it. */
  unknown: number
  /** In memory when the process stopped. */
  lost: number
  /** With this process now: waiting, running or pausing before another try. */
  pending: number
  /** Those of the pending ones that nobody knows of when the process is killed. */
  inMemory: number
  latency: Latency
}

export type Tally = ReturnType<typeof createTally>

/** What a sum begins with. */
export const noCounts = {
  accepted: 0,
  done: 0,
  retried: 0,
  failed: 0,
  refused: 0,
  unknown: 0,
  lost: 0,
  pending: 0,
  inMemory: 0,
}

export function createTally(mode: () => Mode) {
  const histogram = createHistogram()
  const counts = { ...noCounts }
  return {
    counts,
    /** Measures one call of the target, whatever its end. */
    async timed<T>(call: () => Promise<T>): Promise<T> {
      const began = performance.now()
      try {
        return await call()
      } finally {
        histogram.add(performance.now() - began)
      }
    },
    read: (): Counts => ({ mode: mode(), ...counts, latency: histogram.read() }),
  }
}
