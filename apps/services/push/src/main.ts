import { readConfig } from '@nowait/chassis/config'
import { openDatabase } from '@nowait/chassis/database'
import { createLog } from '@nowait/chassis/log'
import { runService } from '@nowait/chassis/run-service'
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

await runService({
  name: 'push',
  config,
  token: config.PUSH_TOKEN,
  database,
  log,
  api: createApp({ database, transport, publicKey: vapid.publicKey, hosts, token: config.PUSH_TOKEN, log }),
  operated: true,
  closing: [() => forgetting.stop(), () => transport.close()],
})
