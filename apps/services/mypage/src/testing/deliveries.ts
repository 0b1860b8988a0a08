import type { EventOf } from '@nowait/contract/events'

/** Deliveries as readers of several logs may see them: whole stretches again, and no order between the topics. */
export function deliveriesOf(events: EventOf[], random: () => number): EventOf[] {
  const topics = [...Map.groupBy(events, ({ topic }) => topic).values()]
  const positions = topics.map(() => 0)
  const delivered: EventOf[] = []
  while (positions.some((position, at) => position < topics[at]!.length)) {
    const at = Math.floor(random() * topics.length)
    const topic = topics[at]!
    // A reader that crashed goes on where it was last known to be.
    if (random() < 0.3) positions[at] = Math.max(0, positions[at]! - Math.floor(random() * 30))
    const upTo = Math.min(topic.length, positions[at]! + 1 + Math.floor(random() * 20))
    delivered.push(...topic.slice(positions[at]!, upTo))
    positions[at] = upTo
  }
  return delivered
}
