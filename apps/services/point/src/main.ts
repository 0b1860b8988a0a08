import { databaseUrl, processConfig, readConfig, serviceToken } from '@nowait/chassis/config'
import { openDatabase } from '@nowait/chassis/database'
import { labFaults } from '@nowait/chassis/faults/lab-faults'
import { createLog } from '@nowait/chassis/log'
import { serve } from '@nowait/chassis/serve'
import { serviceApp, upOrDown } from '@nowait/chassis/service'
import { protectProcess } from '@nowait/chassis/overload/protection'
import { onStop } from '@nowait/chassis/stop'
import { createApp } from './app.ts'

const config = readConfig(processConfig.extend({ DATABASE_URL: databaseUrl, POINT_TOKEN: serviceToken }))
const log = createLog({ name: 'point', level: config.LOG_LEVEL })
const database = openDatabase({ url: config.DATABASE_URL, name: 'point' })
const protection = protectProcess({ name: 'point', log })

const app = serviceApp({
  api: createApp({ database, token: config.POINT_TOKEN, log }),
  faults: await labFaults(config, { token: config.POINT_TOKEN, log }),
  log,
  protection,
  ready: async () => ({ database: await upOrDown(() => database.ping()) }),
})
const server = await serve(app, { host: config.HOST, port: config.PORT, log })
log.info({ url: server.url }, 'listening')

onStop({ log, steps: [() => server.stop(), () => protection.stop(), () => database.close()] })
