import { readConfig } from '@nowait/chassis/config'
import { openDatabase } from '@nowait/chassis/database'
import { createDispatch } from '@nowait/chassis/dispatch/create-dispatch'
import { startEvents } from '@nowait/chassis/events/start-events'
import { startJobs } from '@nowait/chassis/jobs/start-jobs'
import { reportGuards } from '@nowait/chassis/guard/report-guards'
import { createLog } from '@nowait/chassis/log'
import { serve } from '@nowait/chassis/serve'
import { onStop } from '@nowait/chassis/stop'
import { createApp } from './app.ts'
import { bffConfig } from './config.ts'
import { securityHeaders } from './http/security-headers.ts'
import { integrations } from './integrations.ts'
import { startPurge } from './purge.ts'
import { subscribeToNews } from './subscriptions.ts'
import { createUpstreams } from './clients.ts'

const config = readConfig(bffConfig)
const log = createLog({ name: 'bff', level: config.LOG_LEVEL })
const database = openDatabase({ url: config.DATABASE_URL, name: 'bff' })
const upstreams = createUpstreams(config, { log })
const dispatch = createDispatch({
  database,
  integrations,
  name: 'bff',
  log,
  brokers: config.KAFKA_BROKERS,
  topicPrefix: config.KAFKA_TOPIC_PREFIX,
})
const jobs = startJobs({ database, queues: dispatch.queues, onJob: dispatch.onJob, log })
const { app, sessions, hub, lab, stop } = await createApp({ config, database, dispatch, upstreams, log })
const events = startEvents({
  database,
  log,
  publisher: { url: config.DATABASE_URL, schema: 'bff' },
  brokers: config.KAFKA_BROKERS,
  topicPrefix: config.KAFKA_TOPIC_PREFIX,
})
subscribeToNews({ events, database })
const purge = startPurge({ database, sessions, log })
const guards = reportGuards({ database, log })
const server = await serve(app, { host: config.HOST, port: config.PORT, log, headers: securityHeaders })
log.info({ url: server.url }, 'ready')

onStop({
  log,
  steps: [
    // Streams first: an open one would keep the server waiting to the end of its patience.
    () => hub.stop(),
    () => lab.stop(),
    () => server.stop(),
    () => dispatch.stop(),
    () => jobs.stop(),
    () => events.stop(),
    () => purge.stop(),
    () => stop(),
    async () => void (await Promise.all(Object.values(upstreams).map((upstream) => upstream.close()))),
    () => guards.stop(),
    () => database.close(),
  ],
})
