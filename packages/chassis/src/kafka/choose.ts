import type { EventOf } from '@nowait/contract/events'
import type { Message } from './reader.ts'

export interface Choice {
  /** What is new, in order, each with where to go on behind it. */
  events: Array<{ event: EventOf; offset: number }>
  /** Where to go on in the topic. */
  offset: number
  /** The choice ends before a message whose predecessors are missing. */
  hole: boolean
}

/**
 * Chooses from the messages of a partition what follows on `position`, the number of the newest event that is known.
 * Repetitions are passed over. A message that tells of an unknown predecessor is a hole: nothing behind it is taken, or,
 * when holes are passed over, only what follows on without one.
 */
export function choose(
  messages: Message[],
  { position, passHoles }: { position: number; passHoles: boolean },
): Choice {
  const events: Choice['events'] = []
  let newest = position
  for (const { offset, after, event } of messages) {
    if (event.seq <= newest) continue
    if (after > newest) {
      if (passHoles) continue
      return { events, offset, hole: true }
    }
    newest = event.seq
    events.push({ event, offset: offset + 1 })
  }
  return { events, offset: messages.at(-1)!.offset + 1, hole: false }
}
