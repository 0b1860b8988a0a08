import type { Database } from '../database.ts'
import { startRelay } from '../kafka/relay.ts'
import { topicTransport } from '../kafka/topic-transport.ts'
import type { Log } from '../log.ts'
import { startSequencer } from './sequencer.ts'
import { subscribe, type SubscribeOptions, type Subscription } from './subscribe.ts'

/** The events of a process: those of its own schema on their way to others, and those of others on their way to it. */
export interface Events {
  /** Delivers the events of other schemas, or of the own one, until it is stopped or all is. */
  subscribe(options: Omit<SubscribeOptions, 'database' | 'log'>): Subscription
  /** Stops what was subscribed, then hands on what is committed by now. */
  stop(): Promise<void>
}

export interface EventsOptions {
  database: Database
  log: Log
  /** The schema that publishes, and a direct connection of its role; without it this process only listens. */
  publisher?: { url: string; schema: string }
  /** `host:port,host:port` of a Kafka that carries the events; without it they are read from their logs in PostgreSQL. */
  brokers?: string
  /** Before the names of the topics, for installations that share a Kafka: `nowait` unless given. */
  topicPrefix?: string
}

/**
 * Starts whatever carries the events of a process. With brokers the log in PostgreSQL stays the source of truth: a
 * relay hands it on, and while no broker answers the events wait in it. Never waits for a broker.
 */
export function startEvents({ database, log, publisher, brokers, topicPrefix }: EventsOptions): Events {
  const kafka = brokers ? { brokers, topicPrefix } : undefined
  const sequencer = publisher && startSequencer({ ...publisher, log })
  const relay = publisher && kafka && startRelay({ database, source: publisher.schema, ...kafka, log })
  const running = new Set<Subscription>()
  return {
    subscribe(options) {
      const all = { ...options, database, log }
      const subscription = kafka
        ? subscribe(all, (reading) => topicTransport(reading, { ...kafka, log }))
        : subscribe(all)
      const own: Subscription = {
        ...subscription,
        async stop() {
          if (running.delete(own)) await subscription.stop()
        },
      }
      running.add(own)
      return own
    },
    async stop() {
      await Promise.all([...running].map((subscription) => subscription.stop()))
      await sequencer?.stop()
      await relay?.stop()
    },
  }
}
