import { z } from 'zod'
import { databaseUrl, processConfig, readConfig, serviceToken } from '@nowait/chassis/config'
import { openDatabase } from '@nowait/chassis/database'
import { startEvents } from '@nowait/chassis/events/start-events'
import { labFaults } from '@nowait/chassis/faults/lab-faults'
import { reportGuards } from '@nowait/chassis/guard/report-guards'
import { createLog } from '@nowait/chassis/log'
import { operateApp } from '@nowait/chassis/operate/operate-app'
import { serve } from '@nowait/chassis/serve'
import { serviceApp, upOrDown } from '@nowait/chassis/service'
import { protectProcess } from '@nowait/chassis/overload/protection'
import { onStop } from '@nowait/chassis/stop'
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
const protection = protectProcess({ name: 'shipping', log })

const app = serviceApp({
  api: createApp({ database, token: config.SHIPPING_TOKEN, log }),
  operate: operateApp({ database, token: config.SHIPPING_TOKEN, log }),
  faults: await labFaults(config, { token: config.SHIPPING_TOKEN, log }),
  log,
  protection,
  ready: async () => ({ database: await upOrDown(() => database.ping()) }),
})
const guards = reportGuards({ database, log })
const server = await serve(app, { host: config.HOST, port: config.PORT, log })
log.info({ url: server.url }, 'listening')

onStop({
  log,
  steps: [
    () => server.stop(),
    () => protection.stop(),
    () => carrier.stop(),
    () => events.stop(),
    () => guards.stop(),
    () => database.close(),
  ],
})
