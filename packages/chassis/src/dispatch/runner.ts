import type { Database, Tx } from '../database.ts'
import type { Log } from '../log.ts'
import type { Tally } from './counts.ts'
import type { Integration } from './integration.ts'

/** One thing to do, as its caller gave it. */
export interface Work {
  name: string
  integration: Integration
  payload: unknown
  idempotencyKey: string
  key: string | undefined
  unique: string | undefined
}

/** `REFUSED`: no place in memory, it will not happen. `DUPLICATE`: the same `unique` was there already. */
export type Answer = 'ACCEPTED' | 'REFUSED' | 'DUPLICATE'

/** To be called in the transaction whose fact it follows from; once. */
export type Deferred = (tx: Tx) => Promise<Answer>

/** One per mode. */
export interface Runner {
  /** Outside any transaction; rejects where the caller waits for the outside, and when a broker could not carry it. */
  prepare(work: Work): Promise<Deferred>
  /** Gives what runs `graceMs`; what only memory knows is then lost, and counted. */
  stop(graceMs: number): Promise<void>
}

export interface RunnerParts {
  database: Database
  log: Log
  tally: (name: string) => Tally
  sequences: { next(): Promise<number> }
}
