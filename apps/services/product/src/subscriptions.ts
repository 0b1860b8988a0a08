import type { Database } from '@nowait/chassis/database'
import { subscribe, type Subscription } from '@nowait/chassis/events/subscribe'
import type { Log } from '@nowait/chassis/log'
import { releaseStock } from './store.ts'

/** Follows the orders: the pieces of one that comes to nothing go back on the shelf. */
export function followOrders({ database, log }: { database: Database; log: Log }): Subscription {
  return subscribe({
    database,
    log,
    group: 'product',
    sources: ['order'],
    handlers: {
      'order.rejected': (event) => (tx) => releaseStock(tx, event.aggregate),
      'order.cancelled': (event) => (tx) => releaseStock(tx, event.aggregate),
    },
  })
}
