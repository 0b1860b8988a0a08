import { databaseUrl, processConfig, readConfig, serviceToken, serviceUrl } from '@nowait/chassis/config'
import { openDatabase } from '@nowait/chassis/database'
import { createDispatch } from '@nowait/chassis/dispatch/create-dispatch'
import { startEvents } from '@nowait/chassis/events/start-events'
import { startJobs } from '@nowait/chassis/jobs/start-jobs'
import { labFaults } from '@nowait/chassis/faults/lab-faults'
import type { Transition } from '@nowait/chassis/guard/breaker'
import { reportGuards } from '@nowait/chassis/guard/report-guards'
import { createLog } from '@nowait/chassis/log'
import { operateApp } from '@nowait/chassis/operate/operate-app'
import { serve } from '@nowait/chassis/serve'
import { serviceApp, upOrDown } from '@nowait/chassis/service'
import { protectProcess } from '@nowait/chassis/overload/protection'
import { onStop } from '@nowait/chassis/stop'
import { createApp } from './app.ts'
import { openStock, targetConfig } from './clients.ts'
import { forgetOldKeys } from './forget-keys.ts'
import { integrations } from './integrations.ts'
import { orderJobs } from './jobs.ts'
import { outward } from './plans.ts'
import { catalogueRead, followCatalogue, followShipments } from './subscriptions.ts'

const config = readConfig(
  processConfig.extend({
    DATABASE_URL: databaseUrl,
    ORDER_TOKEN: serviceToken,
    PRODUCT_URL: serviceUrl,
    PRODUCT_TOKEN: serviceToken,
    ...targetConfig,
  }),
)
const log = createLog({ name: 'order', level: config.LOG_LEVEL })
const database = openDatabase({ url: config.DATABASE_URL, name: 'order' })
const onChange = (transition: Transition) =>
  log.warn({ upstream: 'product', ...transition }, 'circuit breaker')
const product = { url: config.PRODUCT_URL, token: config.PRODUCT_TOKEN, onChange }
const stock = openStock(product)
const stockLater = openStock(product, outward.stockLater)
const dispatch = createDispatch({
  database,
  integrations,
  name: 'order',
  log,
  brokers: config.KAFKA_BROKERS,
  topicPrefix: config.KAFKA_TOPIC_PREFIX,
})
const jobs = startJobs({
  database,
  queues: { ...dispatch.queues, ...orderJobs({ database, dispatch, stock: stockLater }) },
  onJob: dispatch.onJob,
  log,
})

const events = startEvents({
  database,
  log,
  publisher: { url: config.DATABASE_URL, schema: 'order' },
  brokers: config.KAFKA_BROKERS,
  topicPrefix: config.KAFKA_TOPIC_PREFIX,
})
const catalogue = followCatalogue(events)
followShipments({ events, database, dispatch })
const forgetting = forgetOldKeys({ database, log })

const stopping = new AbortController()
let catalogueKnown = false
void catalogueRead(catalogue, log, stopping.signal, config.KAFKA_BROKERS ? 20_000 : undefined).then(
  () => (catalogueKnown = true),
)
const protection = protectProcess({ name: 'order', log })

const app = serviceApp({
  api: createApp({ database, dispatch, stock, token: config.ORDER_TOKEN, log }),
  operate: operateApp({ database, token: config.ORDER_TOKEN, log }),
  faults: await labFaults(config, { token: config.ORDER_TOKEN, log }),
  log,
  protection,
  ready: async () => ({
    database: await upOrDown(() => database.ping()),
    catalogue: catalogueKnown ? 'up' : 'down',
  }),
})
const guards = reportGuards({ database, log })
const server = await serve(app, { host: config.HOST, port: config.PORT, log })
log.info({ url: server.url }, 'listening')

onStop({
  log,
  steps: [
    () => server.stop(),
    () => protection.stop(),
    () => stopping.abort(),
    () => forgetting.stop(),
    () => events.stop(),
    () => dispatch.stop(),
    () => jobs.stop(),
    () => stock.close(),
    () => stockLater.close(),
    () => guards.stop(),
    () => database.close(),
  ],
})
