import type { EventOf } from '@nowait/contract/events'
import type { Move } from './offsets.ts'

/** How the events of its sources come to a group, and where it has to go on. */
export interface Transport {
  name: 'postgres' | 'kafka'
  /** Makes ready what it needs; repeated until it succeeds. Rings when there may be something to fetch. */
  setUp(ring: () => void): Promise<void>
  /**
   * What comes next in those partitions: at most one batch of each source for each of them. Who is patient has nothing
   * else to do: then it may wait a moment for something to come.
   */
  fetch(partitions: number[], patient: boolean): Promise<Batch[]>
  /** How long to rest between two looks unless it rings, in milliseconds. */
  restMs: number
  /** How many events of a source whose log is in another database wait, at most up to `goal`. */
  elsewhere?: Elsewhere
  close(): Promise<void>
}

/** A source that is known by its topic alone. */
export interface Elsewhere {
  /** The end of each partition now. */
  goal(source: string): Promise<number[]>
  behind(source: string, goal: number[]): Promise<number>
}

/** The next events of one partition of one source, in order. */
export interface Batch {
  source: string
  partition: number
  /** Where the group stands in the log of the source. */
  position: number
  events: Fetched[]
  /** Where to go on in the topic, when it came from one. */
  offset?: number
}

/** From where to where a batch moves its group. */
export function moveOf({ source, partition, position, events, offset }: Batch): Move {
  const last = events.at(-1)
  const to = last?.event.seq ?? position
  return { source, partition, from: position, to, offset: offset ?? last?.offset }
}

export interface Fetched {
  event: EventOf
  /** An earlier event of the aggregate is parked. */
  blocked: boolean
  /** Where to go on in the topic behind this one. */
  offset?: number
}
