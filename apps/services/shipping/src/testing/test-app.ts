import { randomInt, randomUUIDv7 } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { createLog } from '@nowait/chassis/log'
import { testDatabase } from '@nowait/chassis/testing/test-database'
import { createClient } from '@nowait/contract/client'
import { memberHeader } from '@nowait/contract/headers'
import type { shippingApi } from '@nowait/contract/shipping'
import { shippingRoutes } from '@nowait/contract/shipping.routes'
import { createApp } from '../app.ts'
import { answerCancel, openShipment } from '../shipment.ts'
import { insertShipment, lockShipment, readClock, updateShipment } from '../store.ts'

const token = 'credential of the tests'
const migrations = fileURLToPath(new URL('../../migrations', import.meta.url))

/** The app on a database of its own, its answers checked against the contract. */
export async function startTestApp() {
  const { database, url, urlOf, drop } = await testDatabase({
    schema: 'shipping',
    directories: [migrations],
    // Whose events it reads: their log alone is needed.
    others: [{ schema: 'order', directories: [] }],
  })
  const log = createLog({ name: 'shipping', level: 'error' })
  const app = createApp({ database, token, log, check: true })

  /** The API as the BFF calls it for a member, and as the carrier calls it for nobody. */
  function clientOf(member?: string) {
    return createClient<typeof shippingApi>(shippingRoutes, (url, init) => {
      const headers = new Headers(init.headers)
      headers.set('authorization', `Bearer ${token}`)
      if (member) headers.set(memberHeader, member)
      return app.request(url, { ...init, headers })
    })
  }

  /** A shipment of a new order; gives its order id and tracking number. */
  async function open(memberId: string = randomUUIDv7()) {
    const orderId = randomUUIDv7()
    return database.transaction(async (tx) => {
      const clock = await readClock(tx)
      const opened = openShipment({ orderId, memberId }, { serial: randomInt(100_000_000_000), ...clock })
      await insertShipment(tx, opened)
      return { orderId, memberId, trackingNumber: opened.shipment.trackingNumber }
    })
  }

  const stop = (orderId: string) =>
    database.transaction(async (tx) => {
      const { shipment, at } = (await lockShipment(tx, orderId))!
      await updateShipment(tx, answerCancel(shipment, { orderVersion: 3, at })!)
    })

  /** What has been told of an order's shipment so far, in the order in which it was written. */
  const published = (orderId: string) => database.sql<
    { type: string; version: number; step: string | null }[]
  >`
    select type, version, data->>'step' as step from outbox where aggregate = ${orderId} order by pos`

  return { app, database, url, log, urlOf, clientOf, open, stop, published, drop }
}

export type TestApp = Awaited<ReturnType<typeof startTestApp>>
