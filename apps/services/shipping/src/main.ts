import { z } from 'zod'
import { databaseUrl, processConfig, readConfig, serviceToken } from '@nowait/chassis/config'
import { openDatabase } from '@nowait/chassis/database'
import { startEvents } from '@nowait/chassis/events/start-events'
import { createLog } from '@nowait/chassis/log'
import { runService } from '@nowait/chassis/run-service'
import { createApp } from './app.ts'
import { startCarrier } from './carrier.ts'
import { followOrders } from './subscriptions.ts'

const config = readConfig(
  processConfig.extend({
    DATABASE_URL: databaseUrl,
    SHIPPING_TOKEN: serviceToken,
    /** ms between two steps of a parcel; 0 leaves them to the carrier's own updates. */
    CARRIER_STEP_MS: z.coerce.number<string>().int().min(0).default(20_000),
  }),
)
const log = createLog({ name: 'shipping', level: config.LOG_LEVEL })
// With the listening connection and the sequencer's the process keeps to six.
const database = openDatabase({ url: config.DATABASE_URL, name: 'shipping', max: 4 })
const events = startEvents({
  database,
  log,
  publisher: { url: config.DATABASE_URL, schema: 'shipping' },
  brokers: config.KAFKA_BROKERS,
  topicPrefix: config.KAFKA_TOPIC_PREFIX,
})
followOrders(events)
const carrier = startCarrier({ database, stepMs: config.CARRIER_STEP_MS, log })

await runService({
  name: 'shipping',
  config,
  token: config.SHIPPING_TOKEN,
  database,
  log,
  api: createApp({ database, token: config.SHIPPING_TOKEN, log }),
  operated: true,
  closing: [() => carrier.stop(), () => events.stop()],
})
