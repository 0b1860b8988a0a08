import type { DispatchOptions } from './create-dispatch.ts'
import { createDatabaseMessaging } from './database-messaging.ts'
import { createMessaging } from './messaging.ts'
import { openProducer, type Route } from './producer.ts'
import { startReceiving } from './receiver.ts'
import { startDispatchRelay } from './relay.ts'
import type { RunnerParts } from './runner.ts'

/** What the two messaging modes need, whichever mode is in force: what was accepted earlier is still on its way. */
export function startMessaging(
  options: Omit<DispatchOptions<string>, 'env'> & { brokers: string },
  parts: RunnerParts,
) {
  const { database, log, onPoint, brokers, topicPrefix = 'nowait', limits } = options
  const integrations = Object.keys(options.integrations)
  const route: Route = {
    brokers,
    integrations,
    async prefix() {
      const [row] = await database.sql<[{ schema: string }]>`select current_schema() as schema`
      return `${topicPrefix}.dispatch.${row.schema}`
    },
  }
  // One each: a `send` that fails must not reorder those of the other.
  const relay = startDispatchRelay({ database, producer: openProducer(route), log, onPoint })
  const receiving = startReceiving({ database, route, log, onPoint })
  return {
    runners: {
      messaging: createMessaging(parts, {
        messages: 10_000,
        ...limits,
        producer: openProducer(route),
        onPoint,
      }),
      'database-messaging': createDatabaseMessaging(parts),
    },
    async stop() {
      await Promise.all([relay.stop(), receiving.stop()])
    },
  }
}
