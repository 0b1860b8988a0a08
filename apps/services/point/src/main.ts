import { databaseUrl, processConfig, readConfig, serviceToken } from '@nowait/chassis/config'
import { openDatabase } from '@nowait/chassis/database'
import { createLog } from '@nowait/chassis/log'
import { runService } from '@nowait/chassis/run-service'
import { createApp } from './app.ts'

const config = readConfig(processConfig.extend({ DATABASE_URL: databaseUrl, POINT_TOKEN: serviceToken }))
const log = createLog({ name: 'point', level: config.LOG_LEVEL })
const database = openDatabase({ url: config.DATABASE_URL, name: 'point' })

await runService({
  name: 'point',
  config,
  token: config.POINT_TOKEN,
  database,
  log,
  api: createApp({ database, token: config.POINT_TOKEN, log }),
  operated: true,
})
