import type { Events } from '@nowait/chassis/events/start-events'
import type { Subscription } from '@nowait/chassis/events/subscribe'
import { releaseStock, sellReserved } from './store.ts'

/** Follows the orders: the pieces of one that is confirmed are sold, of one that comes to nothing they go back on the shelf. */
export function followOrders(events: Events): Subscription {
  return events.subscribe({
    group: 'product',
    sources: ['order'],
    handlers: {
      'order.confirmed': (event) => (tx) => sellReserved(tx, event.aggregate),
      'order.rejected': (event) => (tx) => releaseStock(tx, event.aggregate),
      'order.cancelled': (event) => (tx) => releaseStock(tx, event.aggregate),
    },
  })
}
