import { openDatabase } from '@nowait/chassis/database'
import { replay } from '@nowait/chassis/events/offsets'
import { publish } from '@nowait/chassis/events/publish'
import { eventually } from '@nowait/chassis/testing/eventually'
import { testEvents } from '@nowait/chassis/testing/test-events'
import type { EventData } from '@nowait/contract/events'
import { followOrders } from '../subscriptions.ts'
import type { TestApp } from './test-app.ts'

/** The shipping service following orders, and an order service that tells of them what it is told to tell. */
export async function startFollowing({ database, url, log, urlOf }: TestApp) {
  const teller = openDatabase({ url: urlOf('order'), name: 'order', max: 2 })
  const theirs = testEvents({ database: teller, url: urlOf('order'), schema: 'order', log })
  const events = testEvents({ database, url, log })
  let orders = followOrders(events)

  const versions = new Map<string, number>()
  /** Publishes the next event of an order. */
  function tell<T extends 'order.confirmed' | 'order.cancel-requested'>(event: {
    type: T
    aggregate: string
    data: EventData<T>
  }) {
    const version = (versions.get(event.aggregate) ?? 0) + 1
    versions.set(event.aggregate, version)
    return teller.transaction((tx) => publish(tx, { ...event, version }))
  }

  /** Resolves when everything told so far has had its effect. */
  async function heard() {
    await eventually(async () => (await teller.sql`select from outbox`).length === 0)
    await orders.caughtUp()
  }

  /** Hears every event once more from the first on, as after a lost offset. */
  async function repeat() {
    await orders.stop()
    await replay(database.sql, { group: 'shipping', source: 'order' })
    orders = followOrders(events)
    await orders.caughtUp()
  }

  async function stop() {
    await events.stop()
    await theirs.stop()
    await teller.close()
  }
  return { tell, heard, repeat, stop }
}
