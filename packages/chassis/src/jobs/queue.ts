import type { Effect } from '../events/deliver.ts'
import type { Backoff } from './backoff.ts'
import type { Job } from './claim.ts'

/** Does what is slow first, outside any transaction, and returns what is to be written, if anything. */
export type JobHandler = (job: Job, call: { signal: AbortSignal }) => Effect | void | Promise<Effect | void>

/** How the jobs of one queue are worked on. Times in milliseconds. */
export interface Queue {
  handler: JobHandler
  /** Handlers at the same time, in each process. */
  concurrency: number
  /** Tries before a job is dead and waits for an operator. */
  attempts: number
  backoff: Backoff
  /** How long a job stays with a process that gives no sign of life; extended while its handler runs. */
  leaseMs: number
  /** A handler that takes longer has failed. */
  limitMs: number
  /** Whether the later jobs of its key wait for a dead job, or pass it. One that is redriven then runs beside them. */
  deadKeeps: 'block' | 'skip'
  /** ms for which its jobs cannot succeed, e.g. because the circuit to what they call is open: above 0 none is begun. */
  restMs: () => number
}

/** Names a handler and what differs from: 5 at once, 10 tries in about 5 minutes, a lease of 1.5 s, 30 s for a try, dead jobs block. */
export type QueueOptions = Pick<Queue, 'handler'> & Partial<Queue>

export const completeQueue = (options: QueueOptions): Queue => ({
  concurrency: 5,
  attempts: 10,
  backoff: { baseMs: 1_000, capMs: 60_000 },
  // A job whose process was killed is at work again within 2 s.
  leaseMs: 1_500,
  limitMs: 30_000,
  deadKeeps: 'block',
  restMs: () => 0,
  ...options,
})
