import { Admin, findErrorBy } from '@platformatic/kafka'
import { partitions } from '../events/partition-of.ts'

/** A Kafka, and what is ours in it. */
export interface Kafka {
  /** `host:port,host:port`, as KAFKA_BROKERS says it. */
  brokers: string
  /** Before the name of every topic: `nowait` unless given. */
  topicPrefix?: string
}

/** Every publishing service has a topic of its own. */
export const topicOf = (source: string, prefix = 'nowait') => `${prefix}.${source}`

/** Each of the brokers. */
export const brokerList = (brokers: string): string[] => brokers.split(',').map((broker) => broker.trim())

/**
 * Creates the topics that are missing, one for each source. @throws Error when one is there with another number of
 * partitions: order per aggregate depends on it, so it is never changed.
 */
export async function createTopics({
  brokers,
  topicPrefix,
  sources,
}: Kafka & { sources: string[] }): Promise<void> {
  const wanted = sources.map((source) => topicOf(source, topicPrefix))
  const admin = new Admin({
    clientId: 'nowait-topics',
    bootstrapBrokers: brokerList(brokers),
    retries: 0,
    connectTimeout: 2_000,
    requestTimeout: 10_000,
  })
  try {
    const there = await admin.listTopics()
    const missing = wanted.filter((topic) => !there.includes(topic))
    await Promise.all(missing.map((topic) => createTopic(admin, topic)))
    const { topics } = await admin.metadata({ topics: wanted, forceUpdate: true })
    for (const [topic, { partitionsCount }] of topics)
      if (partitionsCount !== partitions)
        throw new Error(`Topic ${topic} has ${partitionsCount} partitions instead of ${partitions}`)
  } finally {
    await admin.close()
  }
}

async function createTopic(admin: Admin, topic: string): Promise<void> {
  try {
    // A group that was away for longer than the broker's week must find everything.
    const configs = [{ name: 'retention.ms', value: '-1' }]
    await admin.createTopics({ topics: [topic], partitions, replicas: -1, configs })
  } catch (error) {
    // Whoever publishes and whoever reads begin at the same time.
    if (!findErrorBy(error as Error, 'apiId', 'TOPIC_ALREADY_EXISTS')) throw error
  }
}
