import type { Database } from '../database.ts'
import { type Events, startEvents } from '../events/start-events.ts'
import type { Kafka } from '../kafka/topics.ts'
import type { Log } from '../log.ts'

/** Events as this run carries them: through PostgreSQL, or through its Kafka. `schema` publishes. */
export function testEvents({
  database,
  url,
  schema,
  log,
}: {
  database: Database
  /** Of a role of the test's database. */
  url: string
  schema?: string
  log: Log
}): Events {
  const publisher = schema ? { url, schema } : undefined
  return startEvents({ database, log, publisher, ...testKafka(url) })
}

/** The Kafka of this run, if it has one, with topics that no other test's database shares. */
export function testKafka(url: string): Required<Kafka> | undefined {
  const brokers = process.env.KAFKA_BROKERS
  return brokers ? { brokers, topicPrefix: new URL(url).pathname.slice(1) } : undefined
}
