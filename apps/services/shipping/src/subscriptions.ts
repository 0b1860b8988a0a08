import { randomInt } from 'node:crypto'
import type { Database } from '@nowait/chassis/database'
import { subscribe, type Subscription } from '@nowait/chassis/events/subscribe'
import type { Log } from '@nowait/chassis/log'
import { answerCancel, openShipment } from './shipment.ts'
import { insertShipment, lockShipment, readClock, updateShipment } from './store.ts'

/** Follows the orders: a confirmed one gets its parcel, one to be cancelled its answer. */
export function followOrders({ database, log }: { database: Database; log: Log }): Subscription {
  return subscribe({
    database,
    log,
    group: 'shipping',
    sources: ['order'],
    handlers: {
      'order.confirmed': (event) => async (tx) => {
        const order = { orderId: event.aggregate, memberId: event.data.memberId }
        const { at, today } = await readClock(tx)
        await insertShipment(tx, openShipment(order, { serial: randomInt(100_000_000_000), today, at }))
      },

      'order.cancel-requested': (event) => async (tx) => {
        const locked = await lockShipment(tx, event.aggregate)
        if (!locked) throw new Error(`Order ${event.aggregate} is to be cancelled, but has no shipment`)
        const answer = answerCancel(locked.shipment, { orderVersion: event.version, at: locked.at })
        if (answer) await updateShipment(tx, answer)
      },
    },
  })
}
