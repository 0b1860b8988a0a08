import type { Events } from '@nowait/chassis/events/start-events'
import type { Subscription } from '@nowait/chassis/events/subscribe'
import { releaseStock } from './store.ts'

/** Follows the orders: the pieces of one that comes to nothing go back on the shelf. */
export function followOrders(events: Events): Subscription {
  return events.subscribe({
    group: 'product',
    sources: ['order'],
    handlers: {
      'order.rejected': (event) => (tx) => releaseStock(tx, event.aggregate),
      'order.cancelled': (event) => (tx) => releaseStock(tx, event.aggregate),
    },
  })
}
