import { openDatabase } from '@nowait/chassis/database'
import { publish } from '@nowait/chassis/events/publish'
import { startSequencer } from '@nowait/chassis/events/sequencer'
import type { EventData, EventType } from '@nowait/contract/events'
import { finishStock, followCatalogue, followShipments, requestPoints } from '../subscriptions.ts'
import type { TestApp } from './test-app.ts'

/** Everything of the order service that follows events, and the services it follows, told what to tell. */
export async function startFollowing({ database, stock, points, log, urlOf }: TestApp) {
  const sources = { product: urlOf('product'), shipping: urlOf('shipping') }
  const tellers = {
    product: openDatabase({ url: sources.product, name: 'product', max: 2 }),
    shipping: openDatabase({ url: sources.shipping, name: 'shipping', max: 2 }),
  }
  const sequencers = [
    startSequencer({ url: urlOf('order'), schema: 'order', log }),
    startSequencer({ url: sources.product, schema: 'product', log }),
    startSequencer({ url: sources.shipping, schema: 'shipping', log }),
  ]
  const followPoints = () => requestPoints({ database, log, points })
  const running = {
    catalogue: followCatalogue({ database, log }),
    stock: finishStock({ database, log, stock }),
    shipments: followShipments({ database, log }),
    points: followPoints(),
  }

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
    await running.points.stop()
    await database.sql`update consumer_offset set position = 0 where consumer_group = 'order-points'`
    running.points = followPoints()
    await running.points.caughtUp()
  }

  async function stop() {
    await Promise.all(Object.values(running).map((subscription) => subscription.stop()))
    await Promise.all(sequencers.map((sequencer) => sequencer.stop()))
    await Promise.all(Object.values(tellers).map((teller) => teller.close()))
  }
  return { tell, repeatPoints, stop }
}
