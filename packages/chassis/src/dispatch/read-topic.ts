import { Consumer, findErrorBy, ListOffsetTimestamps } from '@platformatic/kafka'
import { brokerList } from '../kafka/topics.ts'
import type { Standing } from './receive.ts'

const bytesPerPartition = 256 * 1024

/** What stands in a topic; `text` is what was produced. */
export interface Stored {
  partition: number
  offset: number
  text: string
}

/** The topic begins behind an offset or ends before it: it is not the one it was counted in. */
export class NoSuchPlace extends Error {}

/** What is in a partition. */
export interface Range {
  first: number
  end: number
}

/** Reads one topic. It joins no group and commits nothing: the offsets are in the database of whoever reads. */
export interface TopicReader {
  /** Of each partition in its order, at most 256 kB. Waits up to `waitMs` when there is nothing in any of them. @throws NoSuchPlace */
  read(from: Standing[], waitMs: number): Promise<Stored[]>
  /** By partition. */
  ranges(): Promise<Range[]>
  close(): Promise<void>
}

export function openTopic({ brokers, topic }: { brokers: string; topic: string }): TopicReader {
  const consumer = new Consumer({
    clientId: topic,
    groupId: topic,
    bootstrapBrokers: brokerList(brokers),
    autocommit: false,
    retries: 0,
    connectTimeout: 2_000,
    requestTimeout: 5_000,
  })
  // A fetch of the client refreshes what it knows of this topic only.
  consumer.topics.track(topic)
  let stale = true

  async function fetch(from: Standing[], waitMs: number) {
    const { topics } = await consumer.metadata({ topics: [topic], forceUpdate: stale })
    const { id: topicId, partitions } = topics.get(topic)!
    stale = true
    const byNode = Map.groupBy(from, ({ partition }) => partitions[partition]!.leader)
    const asked = [...byNode].map(([node, standings]) =>
      consumer.fetch({
        node,
        topics: [{ topicId, partitions: standings.map(toRequest) }],
        minBytes: 1,
        maxWaitTime: waitMs,
      }),
    )
    const answers = await Promise.all(asked)
    stale = false
    return answers.flatMap(({ responses }) => responses.flatMap(({ partitions }) => partitions))
  }

  return {
    async read(from, waitMs) {
      const found = await fetch(from, waitMs).catch((error: Error) => {
        throw findErrorBy(error, 'apiId', 'OFFSET_OUT_OF_RANGE') ? new NoSuchPlace(topic) : error
      })
      const offsets = new Map(from.map(({ partition, offset }) => [partition, offset]))
      return (
        found
          .flatMap(({ partitionIndex: partition, records: batches }) =>
            (batches ?? []).flatMap(({ firstOffset, records }) =>
              records.map(({ offsetDelta, value }) => ({
                partition,
                offset: Number(firstOffset) + offsetDelta,
                text: String(value),
              })),
            ),
          )
          // A batch may begin before the place that was asked for.
          .filter(({ partition, offset }) => offset >= offsets.get(partition)!)
      )
    },
    async ranges() {
      const list = async (timestamp: bigint) =>
        (await consumer.listOffsets({ topics: [topic], timestamp })).get(topic)!.map(Number)
      const ends = await list(ListOffsetTimestamps.LATEST)
      const firsts = await list(ListOffsetTimestamps.EARLIEST)
      return ends.map((end, partition) => ({ first: firsts[partition]!, end }))
    },
    close: () => consumer.close(true),
  }
}

const toRequest = ({ partition, offset }: Standing) => ({
  partition,
  fetchOffset: BigInt(offset),
  partitionMaxBytes: bytesPerPartition,
  currentLeaderEpoch: -1,
  lastFetchedEpoch: -1,
})
