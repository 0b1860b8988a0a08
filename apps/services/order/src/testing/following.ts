import { openDatabase } from '@nowait/chassis/database'
import { publish } from '@nowait/chassis/events/publish'
import { testEvents } from '@nowait/chassis/testing/test-events'
import type { EventData, EventType } from '@nowait/contract/events'
import { finishStock, followCatalogue, followShipments, requestPoints } from '../subscriptions.ts'
import type { TestApp } from './test-app.ts'

/** Everything of the order service that follows events, and the services it follows, told what to tell. */
export async function startFollowing({ database, url, stock, points, log, urlOf }: TestApp) {
  const sources = { product: urlOf('product'), shipping: urlOf('shipping') }
  const tellers = {
    product: openDatabase({ url: sources.product, name: 'product', max: 2 }),
    shipping: openDatabase({ url: sources.shipping, name: 'shipping', max: 2 }),
  }
  const events = testEvents({ database, url, schema: 'order', log })
  const theirs = (['product', 'shipping'] as const).map((schema) =>
    testEvents({ database: tellers[schema], url: sources[schema], schema, log }),
  )
  const followPoints = () => requestPoints({ events, database, points })
  followCatalogue(events)
  finishStock({ events, database, stock })
  followShipments(events)
  let pointsRequested = followPoints()

  const versions = new Map<string, number>()
  /** Publishes the next event of an aggregate as the service it belongs to. */
  function tell<T extends EventType>(
    who: keyof typeof tellers,
    event: { type: T; aggregate: string; data: EventData<T> },
  ) {
    const version = (versions.get(event.aggregate) ?? 0) + 1
    versions.set(event.aggregate, version)
    return tellers[who].transaction((tx) => publish(tx, { ...event, version }))
  }

  /** Reads all points-related events once more from the first on, as after a lost offset. */
  async function repeatPoints() {
    await pointsRequested.stop()
    await database.sql`update consumer_offset set position = 0 where consumer_group = 'order-points'`
    pointsRequested = followPoints()
    await pointsRequested.caughtUp()
  }

  async function stop() {
    await Promise.all([events, ...theirs].map((each) => each.stop()))
    await Promise.all(Object.values(tellers).map((teller) => teller.close()))
  }
  return { tell, repeatPoints, stop }
}
