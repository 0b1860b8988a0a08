import type { Tx } from '../database.ts'
import type { Backoff } from '../jobs/backoff.ts'

/** How a deferred integration is carried out; what each promises stands in `mode-table.ts`. */
export type Mode = 'inline' | 'thread' | 'database' | 'messaging' | 'database-messaging'

/** An exported async function `(call: TargetCall) => result`, named so that a worker thread can load it too. */
export interface Target {
  /** `new URL('./targets.ts', import.meta.url).href` */
  module: string
  export: string
}

/** What a target gets: the same on every try, but for the signal. It runs outside any transaction. */
export interface TargetCall {
  payload: unknown
  /** For the receiver, who deduplicates by it. The same value of `unique` gives the same one. */
  idempotencyKey: string
  /** Grows from call to call of a key, whatever the mode: a receiver can refuse an older one. */
  sequence: number
  signal: AbortSignal
  /** How long a try may take, ms. */
  deadlineMs: number
}

export interface Completed {
  payload: unknown
  idempotencyKey: string
  /** What the target gave; under `thread` a copy. */
  result: unknown
}

/** Something that is to happen outside, and for which nobody has to wait. */
export interface Integration {
  target: Target
  mode: Mode
  deadlineMs: number
  /** Tries before it has failed for good, and the pauses between them. `inline` has one try: its caller is the one to try again. */
  retry: Backoff & { attempts: number }
  /** Calls at the same time, in each process, under a durable mode: 5 unless given. */
  concurrency?: number
  /** ms for which calls cannot succeed: under a durable mode none is begun meanwhile. */
  restMs?: () => number
  /** Whether a mode may be chosen that loses it when its process ends. */
  mayBeLost: boolean
  /** Writes what follows from success: with the end of the job where there is one, else in a transaction of its own. */
  completed?: (tx: Tx, done: Completed) => Promise<void>
}

export type Integrations = Record<string, Integration>
