import type { Mode } from './operations.ts'

/** What is to be known of a call to the outside before anybody can say how to make it. */
export interface Needs {
  /** Is the caller no further without the outside's answer? */
  answerNeeded: boolean
  /** Would nobody miss one that is lost when a process ends, now and then? */
  mayBeLost: boolean
  /** More than `muchPerSecond` of them, on a normal day. */
  much: boolean
  /** Do the calls about one thing have to happen one after the other? */
  ordered: boolean
}

/** Below that a table in the database that is there anyway does not feel it. */
export const muchPerSecond = 500

/**
 * The mode that gives what is needed and costs least: memory before a table, a table before a broker. `thread` keeps no
 * order, and what is in the memory of a process is lost with it; the broker is for volume.
 */
export function recommendMode({ answerNeeded, mayBeLost, much, ordered }: Needs): Mode {
  if (answerNeeded) return 'inline'
  if (!mayBeLost) return much ? 'database-messaging' : 'database'
  if (much) return 'messaging'
  return ordered ? 'database' : 'thread'
}
