import { Admin } from '@platformatic/kafka'
import { partitions } from '../events/partition-of.ts'

/** Every publishing service has a topic of its own. */
export const topicOf = (source: string, prefix = 'nowait') => `${prefix}.${source}`

/** `host:port,host:port`, as KAFKA_BROKERS says it. */
export const brokerList = (brokers: string): string[] => brokers.split(',').map((broker) => broker.trim())

/**
 * Creates the topics that are missing, one for each source. @throws Error when one is there with another number of
 * partitions: order per aggregate depends on it, so it is never changed.
 */
export async function createTopics({
  brokers,
  sources,
  topicPrefix,
}: {
  brokers: string
  sources: string[]
  topicPrefix?: string
}): Promise<void> {
  const wanted = sources.map((source) => topicOf(source, topicPrefix))
  const admin = new Admin({ clientId: 'nowait-topics', bootstrapBrokers: brokerList(brokers) })
  try {
    const there = await admin.listTopics()
    const missing = wanted.filter((topic) => !there.includes(topic))
    if (missing.length > 0) await admin.createTopics({ topics: missing, partitions, replicas: -1, configs })
    const { topics } = await admin.metadata({ topics: wanted, forceUpdate: true })
    for (const [topic, { partitionsCount }] of topics)
      if (partitionsCount !== partitions)
        throw new Error(`Topic ${topic} has ${partitionsCount} partitions instead of ${partitions}`)
  } finally {
    await admin.close()
  }
}

// A group that was away for longer than the broker's week must find everything.
const configs = [{ name: 'retention.ms', value: '-1' }]
