import type { Tx } from '@nowait/chassis/database'
import type { Deferred } from '../order.ts'
import type { Place } from '../place.ts'

/** Handlers at the same time, for everybody. */
export const concurrency = 10

/** Something that does jobs later: ours or a peer, set up as its own documents recommend. */
export interface JobSystem {
  /** Part of the caller's transaction. */
  enqueue(tx: Tx, job: Deferred): Promise<unknown>
  /** Puts so many jobs there at once. */
  fill(count: number): Promise<void>
  /** How many jobs are not finished. */
  left(): Promise<number>
  /** Forgets every job. */
  clear(): Promise<void>
  /** Begins to work, until it is stopped. */
  work(handler: (job: Deferred) => void | Promise<void>): Promise<{ stop(): Promise<void> }>
  close(): Promise<void>
}

export type OpenSystem = (place: Pick<Place, 'url' | 'database'>) => Promise<JobSystem>
