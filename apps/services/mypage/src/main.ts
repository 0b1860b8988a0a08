import { z } from 'zod'
import { databaseUrl, processConfig, readConfig, serviceToken } from '@nowait/chassis/config'
import { openDatabase } from '@nowait/chassis/database'
import { startEvents } from '@nowait/chassis/events/start-events'
import { createLog } from '@nowait/chassis/log'
import { runService } from '@nowait/chassis/run-service'
import { createApp } from './app.ts'
import { createChanges } from './changes.ts'
import { watchLag } from './lag.ts'
import { startMending } from './mend.ts'
import { rebuildApp } from './rebuild/app.ts'
import { startRebuilding } from './rebuild/start-rebuilding.ts'
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
const rebuilding = startRebuilding({ database, url: config.DATABASE_URL, log })
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

await runService({
  name: 'mypage',
  config,
  token: config.MYPAGE_TOKEN,
  database,
  log,
  api: createApp({ database, changes, lag, staticPages, token: config.MYPAGE_TOKEN, log }),
  operated: true,
  operate: rebuildApp({ database, token: config.MYPAGE_TOKEN, log }),
  endStreams: () => changes.stop(),
  closing: [
    () => events.stop(),
    () => mending.stop(),
    () => rebuilding.stop(),
    () => staticPages?.stop(),
    () => lag.stop(),
  ],
})
