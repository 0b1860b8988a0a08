import type { EventOf } from '@nowait/contract/events'

/** An event in a topic, with the number of the one before it in its partition of the log: readers see what is missing. */
export const encode = (event: EventOf, after: number): string => JSON.stringify({ ...event, after })

export function decode(value: Buffer): { event: EventOf; after: number } {
  const { after, ...event } = JSON.parse(value.toString()) as EventOf & { after: number }
  return { event, after }
}
