import { ProduceAcks, Producer, stringSerializers } from '@platformatic/kafka'
import { brokerList, createTopics, topicOf } from '../kafka/topics.ts'
import { type Message, toRecord } from './message.ts'

/** Where the messages of a process go. */
export interface Route {
  brokers: string
  /** Of the topics, each named after its integration. */
  prefix: () => Promise<string>
  integrations: string[]
}

export interface DispatchProducer {
  /** Resolves when all replicas have them, in this order in each partition. After a rejection some may be there. */
  send(messages: Message[]): Promise<void>
  close(): Promise<void>
}

/** Connects with the first message and creates the topics that are missing. One `send` at a time. */
export function openProducer({ brokers, prefix, integrations }: Route): DispatchProducer {
  const producer = new Producer({
    clientId: 'nowait-dispatch',
    bootstrapBrokers: brokerList(brokers),
    serializers: stringSerializers,
    idempotent: true,
    acks: ProduceAcks.ALL,
    autocreateTopics: false,
    // Set, because an idempotent producer otherwise repeats for ever and nobody hears of an outage.
    retries: 2,
    retryDelay: 100,
    connectTimeout: 2_000,
  })
  let topicPrefix: string | undefined

  async function ensureTopics(): Promise<string> {
    const found = await prefix()
    await createTopics({ brokers, topicPrefix: found, sources: integrations })
    return found
  }

  return {
    async send(messages) {
      const found = (topicPrefix ??= await ensureTopics())
      await producer.send({
        messages: messages.map((message) => ({
          topic: topicOf(message.integration, found),
          ...toRecord(message),
        })),
      })
    },
    close: () => producer.close(true),
  }
}
