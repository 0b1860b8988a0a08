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
import { followOrders } from './subscriptions.ts'

const config = readConfig(processConfig.extend({ DATABASE_URL: databaseUrl, PRODUCT_TOKEN: serviceToken }))
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
const protection = protectProcess({ name: 'product', log })

const app = serviceApp({
  api: createApp({ database, token: config.PRODUCT_TOKEN, log }),
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
    () => events.stop(),
    () => guards.stop(),
    () => database.close(),
  ],
})
