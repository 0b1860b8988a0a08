import { openDatabase } from '@nowait/chassis/database'
import { eventually } from '@nowait/chassis/testing/eventually'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import '@nowait/chassis/testing/postgres-setup'
import { type Proxy, startProxy } from './proxy.ts'

let proxy: Proxy
let database: ReturnType<typeof openDatabase>
beforeAll(async () => {
  const url = new URL(inject('databaseUrl'))
  proxy = await startProxy({ host: url.hostname, port: Number(url.port) })
  url.port = String(proxy.port)
  database = openDatabase({ url: url.href, name: 'behind a proxy' })
})
afterAll(async () => {
  await database.close()
  await proxy.close()
})

test('a statement fails when the connection to PostgreSQL is torn down, and the next one works', async () => {
  await database.ping()
  proxy.add({ type: 'reset_peer', timeout: 0 })
  await expect(database.sql`select pg_sleep(5)`).rejects.toBeInstanceOf(Error)
  proxy.clear()
  await eventually(() => database.ping())
})
