import { databaseUrl, processConfig, readConfig, serviceToken, serviceUrl } from '@nowait/chassis/config'
import { openDatabase } from '@nowait/chassis/database'
import { createDispatch } from '@nowait/chassis/dispatch/create-dispatch'
import { startEvents } from '@nowait/chassis/events/start-events'
import { startJobs } from '@nowait/chassis/jobs/start-jobs'
import type { Transition } from '@nowait/chassis/guard/breaker'
import { createLog } from '@nowait/chassis/log'
import { runService } from '@nowait/chassis/run-service'
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

await runService({
  name: 'order',
  config,
  token: config.ORDER_TOKEN,
  database,
  log,
  api: createApp({ database, dispatch, stock, token: config.ORDER_TOKEN, log }),
  operated: true,
  ready: () => ({ catalogue: catalogueKnown ? 'up' : 'down' }),
  closing: [
    () => stopping.abort(),
    () => forgetting.stop(),
    () => events.stop(),
    () => dispatch.stop(),
    () => jobs.stop(),
    () => stock.close(),
    () => stockLater.close(),
  ],
})
