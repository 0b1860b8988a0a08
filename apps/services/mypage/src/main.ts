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
import { createChanges } from './changes.ts'
import { watchLag } from './lag.ts'
import { startMending } from './mend.ts'
import { startStaticPages } from './static-pages.ts'
import { followAll } from './subscriptions.ts'

const config = readConfig(
  processConfig
    .extend({
      DATABASE_URL: databaseUrl,
      MYPAGE_TOKEN: serviceToken,
      /** Pages are also written there as files: see docs/my-page.md. */
      PAGES_DIR: z.string().min(1).optional(),
      PAGES_SECRET: z.string().min(32).optional(),
      PAGES_SECONDS: z.coerce.number<string>().int().min(1).max(86_400).default(300),
    })
    .refine(({ PAGES_DIR, PAGES_SECRET }) => !PAGES_DIR === !PAGES_SECRET, {
      error: 'PAGES_DIR and PAGES_SECRET are given together or not at all',
    }),
)
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
const staticPages =
  config.PAGES_DIR && config.PAGES_SECRET
    ? await startStaticPages(
        database,
        { folder: config.PAGES_DIR, secret: config.PAGES_SECRET, seconds: config.PAGES_SECONDS },
        log,
      )
    : undefined
const protection = protectProcess({ name: 'mypage', log })

const app = serviceApp({
  api: createApp({ database, changes, behind: lag.behind, staticPages, token: config.MYPAGE_TOKEN, log }),
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
    () => staticPages?.stop(),
    () => lag.stop(),
    () => guards.stop(),
    () => database.close(),
  ],
})
