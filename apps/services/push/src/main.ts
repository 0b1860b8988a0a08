import { readConfig } from '@nowait/chassis/config'
import { openDatabase } from '@nowait/chassis/database'
import { labFaults } from '@nowait/chassis/faults/lab-faults'
import { createLog } from '@nowait/chassis/log'
import { serve } from '@nowait/chassis/serve'
import { serviceApp, upOrDown } from '@nowait/chassis/service'
import { protectProcess } from '@nowait/chassis/overload/protection'
import { onStop } from '@nowait/chassis/stop'
import { createApp } from './app.ts'
import { givenKeyPair, pushConfig } from './config.ts'
import { forgetOldPushes } from './forget-pushes.ts'
import { keepKeyPair } from './store.ts'
import { openTransport } from './transport.ts'
import { createVapid, newKeyPair } from './vapid.ts'

const config = readConfig(pushConfig)
const log = createLog({ name: 'push', level: config.LOG_LEVEL })
const database = openDatabase({ url: config.DATABASE_URL, name: 'push' })

const pair = givenKeyPair(config) ?? (await keepKeyPair(database.sql, newKeyPair()))
const vapid = createVapid(pair, config.VAPID_SUBJECT)
const hosts = config.PUSH_HOSTS
const transport = openTransport({ hosts, vapid })
const forgetting = forgetOldPushes({ database, log })
const protection = protectProcess({ name: 'push', log })

const app = serviceApp({
  api: createApp({ database, transport, publicKey: vapid.publicKey, hosts, token: config.PUSH_TOKEN, log }),
  faults: await labFaults(config, { token: config.PUSH_TOKEN, log }),
  log,
  protection,
  ready: async () => ({ database: await upOrDown(() => database.ping()) }),
})
const server = await serve(app, { host: config.HOST, port: config.PORT, log })
log.info({ url: server.url }, 'listening')

onStop({
  log,
  steps: [
    () => server.stop(),
    () => protection.stop(),
    () => forgetting.stop(),
    () => transport.close(),
    () => database.close(),
  ],
})
