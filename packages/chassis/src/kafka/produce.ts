import { ProduceAcks, Producer, stringSerializers } from '@platformatic/kafka'
import type { Batch } from '../events/transport.ts'
import { gather } from './gather.ts'
import { encode } from './message.ts'
import { brokerList, type Kafka, topicOf } from './topics.ts'

/** Half of what a broker takes in one batch by default, bytes. */
const bytesTogether = 512 * 1024

/** Produces events to the topics of their sources. */
export interface EventProducer {
  /**
   * Produces a batch, or the beginning of a large one, to the partition that stands on its rows: says how many events and
   * the offset of the first. Resolves once all replicas have acknowledged.
   */
  produce(batch: Batch): Promise<{ produced: number; offset: number }>
  close(): Promise<void>
}

export function openProducer({
  brokers,
  topicPrefix,
  clientId,
}: Kafka & { clientId: string }): EventProducer {
  const producer = new Producer({
    clientId,
    bootstrapBrokers: brokerList(brokers),
    serializers: stringSerializers,
    idempotent: true,
    acks: ProduceAcks.ALL,
    autocreateTopics: false,
    // Set, because an idempotent producer otherwise repeats for ever and nobody hears of an outage.
    retries: 2,
    retryDelay: 100,
    connectTimeout: 2_000,
    requestTimeout: 10_000,
  })
  /** The client of an idempotent producer has one request at a time: of all partitions that wait for it. */
  const sendTogether = gather(async (batches: Message[][]) => {
    const { offsets } = await producer.send({ messages: batches.flat() })
    const next = new Map(offsets!.map((end) => [placeOf(end), Number(end.offset)]))
    return batches.map((messages) => {
      const place = placeOf(messages[0]!)
      const offset = next.get(place)!
      next.set(place, offset + messages.length)
      return offset
    })
  })
  return {
    async produce(batch) {
      const messages = beginningOf(batch, topicOf(batch.source, topicPrefix))
      return { produced: messages.length, offset: await sendTogether(messages) }
    },
    close: () => producer.close(true),
  }
}

interface Message {
  topic: string
  partition: number
  key: string
  value: string
}

/** As many events of a batch as go together. */
function beginningOf({ partition, position, events }: Batch, topic: string): Message[] {
  const messages: Message[] = []
  let bytes = 0
  let after = position
  for (const { event } of events) {
    const value = encode(event, after)
    bytes += Buffer.byteLength(value)
    if (bytes > bytesTogether && messages.length > 0) break
    messages.push({ topic, partition, key: event.aggregate, value })
    after = event.seq
  }
  return messages
}

const placeOf = ({ topic, partition }: { topic: string; partition: number }) => `${topic} ${partition}`
