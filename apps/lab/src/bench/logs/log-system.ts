import type { Sql, Tx } from '@nowait/chassis/database'

/** Something that happened, as it is written into a log. */
export interface LogEvent {
  aggregate: string
  version: number
}

/** Where a reader is: compared as a row, in this order. */
export type Place = readonly string[]

export interface ReadEvent extends LogEvent {
  place: Place
}

/** A log in PostgreSQL: ours, or one of the ways in which it is done elsewhere. */
export interface LogSystem {
  /** Part of the caller's transaction. */
  append(tx: Tx, event: LogEvent): Promise<unknown>
  /** What comes next, at most 1,000; from the beginning when there is no place yet. */
  read(sql: Sql, after: Place | undefined): Promise<ReadEvent[]>
  clear(sql: Sql): Promise<unknown>
  /** What has to run beside the writers, until it is stopped. */
  run?(): { stop(): Promise<void> }
}
