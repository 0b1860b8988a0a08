import type { Database } from '../database.ts'
import { type Events, startEvents } from '../events/start-events.ts'
import type { Log } from '../log.ts'

/**
 * Events as this run carries them: through PostgreSQL, or through the Kafka of KAFKA_BROKERS with topics that no other
 * database shares. `schema` publishes.
 */
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
  return startEvents({
    database,
    log,
    publisher: schema ? { url, schema } : undefined,
    brokers: process.env.KAFKA_BROKERS || undefined,
    topicPrefix: topicPrefixOf(url),
  })
}

/** The name of the test's database. */
export const topicPrefixOf = (url: string) => new URL(url).pathname.slice(1)
