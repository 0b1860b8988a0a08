import { ProduceAcks, Producer, stringSerializers } from '@platformatic/kafka'
import { eventSchemas, type EventOf, type EventType } from '@nowait/contract/events'
import type { Database } from '../database.ts'
import type { Handlers, Retry } from '../events/deliver.ts'
import { subscribe, type Subscription } from '../events/subscribe.ts'
import type { Log } from '../log.ts'
import { brokerList, topicOf } from './topics.ts'

/** The consumer group whose effect is to produce. */
export const relayGroup = 'kafka-relay'

// An event set aside would come to the readers behind later ones: the partition waits instead, as long as it takes.
const untilItWorks: Retry = {
  attempts: Number.POSITIVE_INFINITY,
  delayMs: (attempt) => Math.min(100 * 2 ** Math.min(attempt - 1, 10), 1_000),
}

/**
 * Produces every event of the log of `source` to its topic, in the partition that stands on its row. Its offset moves
 * once all replicas have acknowledged, so what a crash leaves open is produced again: readers skip what they know.
 * Several relays share the partitions. While no broker answers the events wait in the log.
 */
export function startRelay({
  database,
  source,
  brokers,
  topicPrefix,
  log,
}: {
  database: Database
  source: string
  brokers: string
  topicPrefix?: string
  log: Log
}): Subscription {
  const producer = new Producer({
    clientId: `${relayGroup}-${source}`,
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
  let failing = false

  async function produce(event: EventOf): Promise<void> {
    const { aggregate: key, partition } = event
    try {
      await producer.send({
        messages: [{ topic: topicOf(source, topicPrefix), partition, key, value: JSON.stringify(event) }],
      })
      if (failing) log.info({ source }, 'the broker takes events again')
      failing = false
    } catch (error) {
      if (!failing) log.warn({ err: error, source }, 'the broker does not take events, they wait in the log')
      failing = true
      throw error
    }
  }

  const subscription = subscribe({
    database,
    group: relayGroup,
    sources: [source],
    handlers: everyType(produce),
    retry: untilItWorks,
    log,
  })
  return {
    ...subscription,
    async stop() {
      await subscription.stop()
      await producer.close(true)
    },
  }
}

function everyType(handle: (event: EventOf) => Promise<void>): Handlers {
  const types = Object.keys(eventSchemas) as EventType[]
  return Object.fromEntries(types.map((type) => [type, handle]))
}
