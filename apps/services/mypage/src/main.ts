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
import { createChanges } from './changes.ts'
import { watchLag } from './lag.ts'
import { startMending } from './mend.ts'
import { followAll } from './subscriptions.ts'

const config = readConfig(processConfig.extend({ DATABASE_URL: databaseUrl, MYPAGE_TOKEN: serviceToken }))
const log = createLog({ name: 'mypage', level: config.LOG_LEVEL })
const database = openDatabase({ url: config.DATABASE_URL, name: 'mypage' })
const events = startEvents({
  database,
  log,
  brokers: config.KAFKA_BROKERS,
  topicPrefix: config.KAFKA_TOPIC_PREFIX,
})
followAll(events)
const mending = startMending({ database, log })
const lag = watchLag(database)
const changes = await createChanges(database, lag.behind)
const protection = protectProcess({ name: 'mypage', log })

const app = serviceApp({
  api: createApp({ database, changes, behind: lag.behind, token: config.MYPAGE_TOKEN, log }),
  operate: operateApp({ database, token: config.MYPAGE_TOKEN, log }),
  faults: await labFaults(config, { token: config.MYPAGE_TOKEN, log }),
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
    // Streams first: an open one would keep the server waiting to the end of its patience.
    () => changes.stop(),
    () => server.stop(),
    () => protection.stop(),
    () => events.stop(),
    () => mending.stop(),
    () => lag.stop(),
    () => guards.stop(),
    () => database.close(),
  ],
})
