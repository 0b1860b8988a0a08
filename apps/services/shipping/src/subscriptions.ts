import { randomInt } from 'node:crypto'
import type { Events } from '@nowait/chassis/events/start-events'
import type { Subscription } from '@nowait/chassis/events/subscribe'
import { answerCancel, openShipment } from './shipment.ts'
import { insertShipment, lockShipment, readClock, updateShipment } from './store.ts'

/** Follows the orders: a confirmed one gets its parcel, one to be cancelled its answer. */
export function followOrders(events: Events): Subscription {
  return events.subscribe({
    group: 'shipping',
    sources: ['order'],
    handlers: {
      'order.confirmed':
        ({ aggregate: orderId, data: { memberId } }) =>
        async (tx) => {
          const clock = await readClock(tx)
          const serial = randomInt(100_000_000_000)
          await insertShipment(tx, openShipment({ orderId, memberId }, { serial, ...clock }))
        },

      'order.cancel-requested':
        ({ aggregate: orderId, version: orderVersion }) =>
        async (tx) => {
          const locked = await lockShipment(tx, orderId)
          if (!locked) throw new Error(`Order ${orderId} is to be cancelled, but has no shipment`)
          const answer = answerCancel(locked.shipment, { orderVersion, at: locked.at })
          if (answer) await updateShipment(tx, answer)
        },
    },
  })
}
