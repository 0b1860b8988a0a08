import { z } from 'zod'
import { databaseUrl, processConfig, readConfig, serviceToken, serviceUrl } from '@nowait/chassis/config'
import { openDatabase } from '@nowait/chassis/database'
import { startEvents } from '@nowait/chassis/events/start-events'
import { createLog } from '@nowait/chassis/log'
import { runService } from '@nowait/chassis/run-service'
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

await runService({
  name: 'product',
  config,
  token: config.PRODUCT_TOKEN,
  database,
  log,
  api: createApp({ database, token: config.PRODUCT_TOKEN, log, hold: holdFor(config.RESERVATION_HOLD_MS) }),
  operated: true,
  closing: [() => overdue.stop(), () => events.stop(), () => orders.close()],
})
