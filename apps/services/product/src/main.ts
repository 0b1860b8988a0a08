import { z } from 'zod'
import { databaseUrl, processConfig, readConfig, serviceToken, serviceUrl } from '@nowait/chassis/config'
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
import { openOrders } from './clients.ts'
import { holdFor, watchOverdue } from './overdue.ts'
import { followOrders } from './subscriptions.ts'

const config = readConfig(
  processConfig.extend({
    DATABASE_URL: databaseUrl,
    PRODUCT_TOKEN: serviceToken,
    ORDER_URL: serviceUrl,
    ORDER_TOKEN: serviceToken,
    /** ms for which pieces are held for an order that is not confirmed yet. */
    RESERVATION_HOLD_MS: z.coerce.number<string>().int().min(1_000).max(86_400_000).default(600_000),
  }),
)
const log = createLog({ name: 'product', level: config.LOG_LEVEL })
const database = openDatabase({ url: config.DATABASE_URL, name: 'product' })
const events = startEvents({
  database,
  log,
  publisher: { url: config.DATABASE_URL, schema: 'product' },
  brokers: config.KAFKA_BROKERS,
  topicPrefix: config.KAFKA_TOPIC_PREFIX,
})
followOrders(events)
const orders = openOrders({ url: config.ORDER_URL, token: config.ORDER_TOKEN })
const overdue = watchOverdue({ database, orders, log })
const protection = protectProcess({ name: 'product', log })

const app = serviceApp({
  api: createApp({ database, token: config.PRODUCT_TOKEN, log, hold: holdFor(config.RESERVATION_HOLD_MS) }),
  operate: operateApp({ database, token: config.PRODUCT_TOKEN, log }),
  faults: await labFaults(config, { token: config.PRODUCT_TOKEN, log }),
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
    () => overdue.stop(),
    () => events.stop(),
    () => orders.close(),
    () => guards.stop(),
    () => database.close(),
  ],
})
