import { ProduceAcks, Producer, stringSerializers } from '@platformatic/kafka'
import type { Batch } from '../events/transport.ts'
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
  return {
    async produce({ source, partition, position, events }) {
      const topic = topicOf(source, topicPrefix)
      const messages: Array<{ topic: string; partition: number; key: string; value: string }> = []
      let bytes = 0
      let after = position
      for (const { event } of events) {
        const value = encode(event, after)
        bytes += Buffer.byteLength(value)
        if (bytes > bytesTogether && messages.length > 0) break
        messages.push({ topic, partition, key: event.aggregate, value })
        after = event.seq
      }
      const { offsets } = await producer.send({ messages })
      return { produced: messages.length, offset: Number(offsets![0]!.offset) }
    },
    close: () => producer.close(true),
  }
}
