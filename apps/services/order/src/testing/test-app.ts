import { randomUUIDv7 } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { createDispatch } from '@nowait/chassis/dispatch/create-dispatch'
import { dispatchTables } from '@nowait/chassis/dispatch/tables'
import { createLog } from '@nowait/chassis/log'
import { testDatabase } from '@nowait/chassis/testing/test-database'
import { createClient } from '@nowait/contract/client'
import { memberHeader } from '@nowait/contract/headers'
import type { orderApi, PlaceOrder } from '@nowait/contract/order'
import { orderRoutes } from '@nowait/contract/order.routes'
import { createApp } from '../app.ts'
import { type Opened, openStock, type StockClient } from '../clients.ts'
import { integrations } from '../integrations.ts'
import { learnProduct } from '../store.ts'
import { fakePoint, fakeProduct, fakePush, serviceToken as token } from './fake-services.ts'

const migrations = fileURLToPath(new URL('../../migrations', import.meta.url))

export const shipTo = {
  name: '김하루',
  phone: '010-1234-5678',
  postalCode: '04524',
  address: '서울시 중구 세종대로 110',
}

/** The app on a database of its own, with product, point and push behind real sockets. `modes` are those of integrations. */
export async function startTestApp({ modes = {} }: { modes?: Record<string, string> } = {}) {
  const kit = await testDatabase({
    schema: 'order',
    directories: [migrations, dispatchTables],
    // Whose events it reads: their logs alone are needed.
    others: [
      { schema: 'product', directories: [] },
      { schema: 'shipping', directories: [] },
    ],
  })
  const { database } = kit
  const log = createLog({ name: 'order', level: 'fatal' })
  const [product, point, push] = [await fakeProduct(), await fakePoint(), await fakePush()]
  const client = openStock({ url: product.url, token })
  // The targets of integrations have nothing but the environment, in a worker thread too.
  const targets = { POINT_URL: point.url, POINT_TOKEN: token, PUSH_URL: push.url, PUSH_TOKEN: token }
  Object.assign(process.env, targets)
  const dispatch = createDispatch({ database, integrations, name: 'order', log, env: modes, graceMs: 0 })
  // On a busy machine an honest answer may take longer than a customer waits; only a product that hangs is cut off.
  const stock: StockClient & Opened = {
    ...client,
    reserve: (order, how) => client.reserve(order, product.hangs() ? how : { ...how, deadlineMs: 30_000 }),
  }
  const app = createApp({ database, dispatch, stock, token, log, check: true })

  const send = (member: string) => (url: string, init?: RequestInit) => {
    const headers = new Headers(init?.headers)
    headers.set('authorization', `Bearer ${token}`)
    headers.set(memberHeader, member)
    return app.request(url, { ...init, headers })
  }

  /** The API as the BFF calls it for a member, a new one unless named. */
  function clientOf(member: string = randomUUIDv7()) {
    return { member, ...createClient<typeof orderApi>(orderRoutes, send(member)) }
  }

  /** Makes a product known to the order service, as its event would; gives its id. */
  async function know(price = 18_000): Promise<string> {
    const id = randomUUIDv7()
    const made = { id, name: { ko: '머그', en: 'Mug' }, picture: '/goods/mug.svg', price }
    await database.transaction((tx) => learnProduct(tx, 1, made))
    return id
  }

  /** An order of two pieces of a new product, with what a test does not care about filled in. */
  async function orderOf(given: Partial<PlaceOrder> & { key?: string } = {}) {
    const { key = randomUUIDv7(), ...body } = given
    const items = body.items ?? [{ productId: await know(), quantity: 2 }]
    return { headers: { 'idempotency-key': key }, body: { items, shipTo, ...body } }
  }

  /** What has been told of an aggregate so far, in the order in which it was written. */
  const published = (aggregate: string) => database.sql<
    { type: string; version: number; data: Record<string, unknown> }[]
  >`
    select type, version, data from (
      select type, version, data from outbox where aggregate = ${aggregate}
      union all select type, version, data from event_log where aggregate = ${aggregate}
    ) as told order by version`

  async function stop() {
    await dispatch.stop()
    await Promise.all([client.close(), product.stop(), point.stop(), push.stop()])
    await kit.drop()
  }
  return {
    ...kit,
    app,
    log,
    stock,
    dispatch,
    product,
    point,
    push,
    send,
    clientOf,
    know,
    orderOf,
    published,
    stop,
  }
}

export type TestApp = Awaited<ReturnType<typeof startTestApp>>
