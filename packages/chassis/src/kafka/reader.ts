import { Consumer, type RecordsBatch } from '@platformatic/kafka'
import type { EventOf } from '@nowait/contract/events'
import { brokerList, topicOf } from './topics.ts'

const bytesPerPartition = 256 * 1024

/** What was found in a partition of a topic, oldest first. */
export interface Found {
  partition: number
  messages: Array<{ offset: number; event: EventOf }>
}

/** Reads topics at given places. It joins no group and commits nothing: offsets live in the reader's own database. */
export interface Reader {
  /** At most 256 kB of each partition. Waits up to `waitMs` when there is nothing in any of them. */
  fetch(source: string, from: Array<{ partition: number; offset: number }>, waitMs: number): Promise<Found[]>
  close(): Promise<void>
}

export function openReader({
  brokers,
  topicPrefix,
  group,
}: {
  brokers: string
  topicPrefix?: string
  group: string
}): Reader {
  const consumer = new Consumer({
    clientId: group,
    groupId: group,
    bootstrapBrokers: brokerList(brokers),
    autocommit: false,
    retries: 0,
    connectTimeout: 2_000,
  })

  async function describe(source: string, forceUpdate: boolean) {
    const topic = topicOf(source, topicPrefix)
    if (!consumer.topics.current.includes(topic)) consumer.topics.track(topic)
    const { topics } = await consumer.metadata({ topics: consumer.topics.current, forceUpdate })
    const found = topics.get(topic)
    if (!found) throw new Error(`Topic ${topic} does not exist`)
    return found
  }

  let stale = false
  return {
    async fetch(source, from, waitMs) {
      const { id: topicId, partitions } = await describe(source, stale)
      stale = true
      const byNode = Map.groupBy(from, ({ partition }) => partitions[partition]!.leader)
      const requests = [...byNode].map(([node, places]) =>
        consumer.fetch({
          node,
          topics: [{ topicId, partitions: places.map(toRequest) }],
          minBytes: 1,
          maxWaitTime: waitMs,
        }),
      )
      const answers = await Promise.all(requests)
      stale = false
      const offsets = new Map(from.map(({ partition, offset }) => [partition, offset]))
      return answers
        .flatMap(({ responses }) => responses.flatMap((each) => each.partitions))
        .map(({ partitionIndex: partition, records }) => ({
          partition,
          messages: (records ?? [])
            .flatMap(toMessages)
            .filter(({ offset }) => offset >= offsets.get(partition)!),
        }))
        .filter(({ messages }) => messages.length > 0)
    },
    close: () => consumer.close(true),
  }
}

const toRequest = ({ partition, offset }: { partition: number; offset: number }) => ({
  partition,
  fetchOffset: BigInt(offset),
  partitionMaxBytes: bytesPerPartition,
  currentLeaderEpoch: -1,
  lastFetchedEpoch: -1,
})

// A batch may begin before the place that was asked for.
const toMessages = ({ firstOffset, records }: RecordsBatch) =>
  records.map(({ offsetDelta, value }) => ({
    offset: Number(firstOffset) + offsetDelta,
    event: JSON.parse(String(value)) as EventOf,
  }))
