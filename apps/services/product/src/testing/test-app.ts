import { randomUUIDv7 } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { createLog } from '@nowait/chassis/log'
import { testDatabase } from '@nowait/chassis/testing/test-database'
import { createClient } from '@nowait/contract/client'
import type { productApi } from '@nowait/contract/product'
import { productRoutes } from '@nowait/contract/product.routes'
import { createApp } from '../app.ts'
import { insertProduct, type NewProduct, releaseStock } from '../store.ts'

const token = 'credential of the tests'
const migrations = fileURLToPath(new URL('../../migrations', import.meta.url))

/** The app on a database of its own, its answers checked against the contract. */
export async function startTestApp() {
  const { database, url, drop, urlOf } = await testDatabase({
    schema: 'product',
    directories: [migrations],
    // Whose events it reads: the log alone is needed.
    others: [{ schema: 'order', directories: [] }],
  })
  const log = createLog({ name: 'product', level: 'error' })
  const app = createApp({ database, token, log, check: true })

  const client = createClient<typeof productApi>(productRoutes, (url, init) => {
    const headers = new Headers(init.headers)
    headers.set('authorization', `Bearer ${token}`)
    return app.request(url, { ...init, headers })
  })

  /** Lists a product of its own for a test; gives its id. */
  async function list(given: Partial<NewProduct> = {}): Promise<string> {
    const id = randomUUIDv7()
    const product: NewProduct = {
      id,
      slug: `thing-${id}`,
      category: 'kitchen',
      name: { ko: '물건', en: 'Thing' },
      description: { ko: '설명', en: 'Words' },
      price: 10_000,
      stock: 10,
      picture: '/goods/thing.svg',
      listedAt: '2026-01-01T00:00:00.000Z',
      popularity: 1,
      ...given,
    }
    await database.transaction((tx) => insertProduct(tx, product))
    return product.id
  }

  const reserve = (orderId: string, ...lines: [productId: string, quantity: number][]) =>
    client.reserveStock({
      params: { orderId },
      body: { items: lines.map(([productId, quantity]) => ({ productId, quantity })) },
    })
  const release = (orderId: string) => database.transaction((tx) => releaseStock(tx, orderId))
  /** The time for which the pieces of an order were held is over, and so is the grace after it. */
  const letPass = (orderId: string) =>
    database.sql`update reservation set look_at = now() - interval '1 s' where order_id = ${orderId}`
  const left = async (id: string) => (await client.getProduct({ params: { id } })).stock.left

  /** What has been told of a product so far, in the order in which it was written. */
  const published = (id: string) => database.sql<{ type: string; version: number; price: number }[]>`
    select type, version, (data->>'price')::int as price from outbox where aggregate = ${id} order by pos`

  return { app, database, url, urlOf, log, client, list, reserve, release, letPass, left, published, drop }
}
