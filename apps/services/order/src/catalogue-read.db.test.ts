import { openDatabase } from '@nowait/chassis/database'
import { publish } from '@nowait/chassis/events/publish'
import { createLog } from '@nowait/chassis/log'
import { testDatabase } from '@nowait/chassis/testing/test-database'
import { testEvents } from '@nowait/chassis/testing/test-events'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { knownProducts } from './store.ts'
import { catalogueRead, followCatalogue } from './subscriptions.ts'

const migrations = fileURLToPath(new URL('../migrations', import.meta.url))
const log = createLog({ name: 'order', level: 'silent' })

async function startFollowing(others: { schema: string; directories: string[] }[]) {
  const kit = await testDatabase({ schema: 'order', directories: [migrations], others })
  const events = testEvents({ database: kit.database, url: kit.url, log })
  const catalogue = followCatalogue(events)
  onTestFinished(async () => {
    await events.stop()
    await kit.drop()
  })
  return { ...kit, catalogue }
}

test('the service is ready once it knows what was listed before it started', async () => {
  const { database, urlOf, catalogue } = await startFollowing([{ schema: 'product', directories: [] }])
  const url = urlOf('product')
  const product = openDatabase({ url, name: 'product', max: 2 })
  const events = testEvents({ database: product, url, schema: 'product', log })
  const id = '019cd000-0000-7000-8000-000000000001'
  const data = {
    name: { ko: '컵', en: 'Cup' },
    price: 9_000,
    picture: '/goods/cup.svg',
    category: 'kitchen' as const,
  }
  await product.transaction((tx) => publish(tx, { type: 'product.listed', aggregate: id, version: 1, data }))
  await expect
    .poll(async () => (await product.sql`select count(*)::int as listed from event_log`)[0])
    .toEqual({ listed: 1 })

  await catalogueRead(catalogue, log, AbortSignal.timeout(15_000))
  expect(await knownProducts(database.sql, [id])).toMatchObject([{ price: 9_000 }])
  await events.stop()
  await product.close()
})

test('and does not wait for a product service whose log is elsewhere', async () => {
  const { catalogue } = await startFollowing([])
  const deadline = AbortSignal.timeout(15_000)
  await catalogueRead(catalogue, log, deadline)
  expect(deadline.aborted).toBe(false)
})

test('nor longer than it may when the broker that carries the catalogue is away', async () => {
  const away = {
    caughtUp: (signal?: AbortSignal) =>
      new Promise<void>((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
  }
  const stop = new AbortController()
  await catalogueRead(away, log, stop.signal, 50)
  expect(stop.signal.aborted).toBe(false)
})
