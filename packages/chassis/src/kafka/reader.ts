import { Consumer, findErrorBy, type RecordsBatch } from '@platformatic/kafka'
import type { EventOf } from '@nowait/contract/events'
import { decode } from './message.ts'
import { brokerList, type Kafka, topicOf } from './topics.ts'

const bytesPerPartition = 256 * 1024
const bytesTogether = 4 * 1024 * 1024

/** A place in the topic of a source. */
export interface Place {
  source: string
  partition: number
  /** The next message to read. */
  offset: number
}

export interface Message {
  offset: number
  /** The number of the event before it in its partition of the log. */
  after: number
  event: EventOf
}

/** What was found in a partition of a topic, oldest first; or that there is no such place in it. */
export interface Found {
  source: string
  partition: number
  messages: Message[] | 'no such place'
}

/** Reads topics at given places. It joins no group and commits nothing: offsets live in the reader's own database. */
export interface Reader {
  /** At most 256 kB of each place and 4 MB of all. Waits up to `waitMs` when there is nothing in any of them. */
  fetch(places: Place[], waitMs: number): Promise<Found[]>
  /** The beginning of each partition of a topic: of what is still there. */
  beginnings(source: string): Promise<number[]>
  /** The end of each partition of a topic. */
  ends(source: string): Promise<number[]>
  close(): Promise<void>
}

type FetchResponse = Awaited<ReturnType<Consumer['fetch']>>
type Partition = FetchResponse['responses'][number]['partitions'][number]

export function openReader({ brokers, topicPrefix, group }: Kafka & { group: string }): Reader {
  const consumer = new Consumer({
    clientId: group,
    groupId: group,
    bootstrapBrokers: brokerList(brokers),
    autocommit: false,
    retries: 0,
    connectTimeout: 2_000,
    requestTimeout: 5_000,
  })
  let stale = false

  async function describe(sources: string[]) {
    const topics = sources.map((source) => topicOf(source, topicPrefix))
    // A fetch of the client refreshes what it knows of these topics only.
    for (const topic of topics) if (!consumer.topics.current.includes(topic)) consumer.topics.track(topic)
    const known = await consumer.metadata({ topics: consumer.topics.current, forceUpdate: stale })
    return new Map(sources.map((source, at) => [source, known.topics.get(topics[at]!)!]))
  }

  async function ask(node: number, topics: Asked[], waitMs: number): Promise<FetchResponse> {
    try {
      return await consumer.fetch({
        node,
        topics: topics.map(({ topicId, places }) => ({ topicId, partitions: places.map(toRequest) })),
        minBytes: 1,
        maxBytes: bytesTogether,
        maxWaitTime: waitMs,
      })
    } catch (error) {
      const partial = findErrorBy(error as Error, 'apiId', 'OFFSET_OUT_OF_RANGE') && responseOf(error)
      if (!partial) throw error
      return partial
    }
  }

  async function listOffsets(source: string, timestamp: bigint): Promise<number[]> {
    await describe([source])
    const topic = topicOf(source, topicPrefix)
    const offsets = await consumer.listOffsets({ topics: [topic], timestamp })
    return offsets.get(topic)!.map(Number)
  }

  return {
    async fetch(places, waitMs) {
      const topics = await describe([...new Set(places.map(({ source }) => source))])
      stale = true
      const sourceOf = new Map([...topics].map(([source, { id }]) => [id, source]))
      const byNode = Map.groupBy(
        places,
        ({ source, partition }) => topics.get(source)!.partitions[partition]!.leader,
      )
      const answers = await Promise.all(
        [...byNode].map(([node, own]) => {
          const bySource = [...Map.groupBy(own, ({ source }) => source)]
          const asked = bySource.map(([source, list]) => ({ topicId: topics.get(source)!.id, places: list }))
          return ask(node, asked, waitMs)
        }),
      )
      stale = false
      return answers
        .flatMap(({ responses }) => responses)
        .flatMap(({ topicId, partitions }) =>
          partitions.map((partition) => toFound(sourceOf.get(topicId)!, partition, places)),
        )
        .filter(({ messages }) => messages.length > 0)
    },
    beginnings: (source) => listOffsets(source, earliest),
    ends: (source) => listOffsets(source, latest),
    close: () => consumer.close(true),
  }
}

interface Asked {
  topicId: string
  places: Place[]
}

const toRequest = ({ partition, offset }: Place) => ({
  partition,
  fetchOffset: BigInt(offset),
  partitionMaxBytes: bytesPerPartition,
  currentLeaderEpoch: -1,
  lastFetchedEpoch: -1,
})

function toFound(
  source: string,
  { partitionIndex: partition, errorCode, records }: Partition,
  places: Place[],
): Found {
  if (errorCode !== 0) return { source, partition, messages: errorCode === outOfRange ? 'no such place' : [] }
  const from = places.find((place) => place.source === source && place.partition === partition)!.offset
  // A batch may begin before the place that was asked for.
  const messages = (records ?? []).flatMap(toMessages).filter(({ offset }) => offset >= from)
  return { source, partition, messages }
}

const outOfRange = 1
// How the protocol spells them.
const latest = -1n
const earliest = -2n

const toMessages = ({ firstOffset, records }: RecordsBatch): Message[] =>
  records.map((record) => ({ offset: Number(firstOffset) + record.offsetDelta, ...decode(record.value!) }))

// The client throws when any partition is in error; its error carries the whole answer.
function responseOf(error: unknown): FetchResponse | undefined {
  if (!(error instanceof Error)) return undefined
  if ('response' in error) return error.response as FetchResponse
  const inner = error instanceof AggregateError ? error.errors : []
  return inner.map(responseOf).find((response) => response !== undefined)
}
