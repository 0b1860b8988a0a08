import { setTimeout as pause } from 'node:timers/promises'
import type { Database, Tx } from '@nowait/chassis/database'
import type { Events } from '@nowait/chassis/events/start-events'
import type { Subscription } from '@nowait/chassis/events/subscribe'
import type { Log } from '@nowait/chassis/log'
import type { OrderStatus } from '@nowait/contract/order'
import type { DeliveryStep } from '@nowait/contract/shipping'
import { prepareChange } from './change-order.ts'
import type { OrderDispatch } from './integrations.ts'
import type { OrderCommand } from './order-state.ts'
import { findOrder, learnPrice, learnProduct } from './store.ts'

interface Deps {
  events: Events
  database: Database
  dispatch: OrderDispatch
}

/** Keeps what an order needs to know of the catalogue to have a price. */
export function followCatalogue(events: Events): Subscription {
  return events.subscribe({
    group: 'order-catalogue',
    sources: ['product'],
    handlers: {
      'product.listed':
        ({ aggregate: id, version, data: { name, picture, price } }) =>
        (tx) =>
          learnProduct(tx, version, { id, name, picture, price }),
      'product.price-changed':
        ({ aggregate, version, data }) =>
        (tx) =>
          learnPrice(tx, aggregate, version, data.price),
    },
  })
}

/**
 * Resolves once the catalogue has been read to its present end: before that every product would look unknown. Waits for
 * a database that is away, but not for a product service that keeps its log elsewhere, and at most `withinMs`: a broker
 * that carries the catalogue may be away for long, and orders go on with what was known before.
 */
export async function catalogueRead(
  catalogue: Pick<Subscription, 'caughtUp'>,
  log: Log,
  stop: AbortSignal,
  withinMs?: number,
): Promise<void> {
  const signal = withinMs === undefined ? stop : AbortSignal.any([stop, AbortSignal.timeout(withinMs)])
  for (;;) {
    try {
      return await catalogue.caughtUp(signal)
    } catch (error) {
      if (stop.aborted) return
      if (signal.aborted) return log.warn('the catalogue is not read to its end: going on with what is known')
      if (isMissingTable(error))
        return log.warn('this database has no event log of product: nothing can be priced until it has')
      await pause(500, undefined, { signal }).catch(() => undefined)
    }
  }
}

const isMissingTable = (error: unknown) => error instanceof Error && 'code' in error && error.code === '42P01'

// A carrier may leave out a step: whatever comes after the pick-up says that it has happened.
const statusAt = {
  preparing: 'preparing',
  'picked-up': 'shipped',
  'in-transit': 'shipped',
  'out-for-delivery': 'shipped',
  delivered: 'delivered',
} as const satisfies Record<DeliveryStep, OrderStatus>

/** Moves an order on with its parcel. */
export function followShipments({ events, ...deps }: Deps): Subscription {
  const carryOut = (orderId: string, command: OrderCommand) => carryOutOn(deps, orderId, command)
  return events.subscribe({
    group: 'order-shipments',
    sources: ['shipping'],
    handlers: {
      'shipment.opened': ({ data }) => carryOut(data.orderId, { type: 'advance', to: 'preparing' }),
      'shipment.moved': ({ data: { orderId, step } }) =>
        carryOut(orderId, { type: 'advance', to: statusAt[step] }),
      'shipment.stopped': ({ data }) => carryOut(data.orderId, { type: 'stop' }),
      'shipment.refused': ({ data }) => carryOut(data.orderId, { type: 'refuse-cancel' }),
    },
  })
}

async function carryOutOn(
  { database, dispatch }: Omit<Deps, 'events'>,
  orderId: string,
  command: OrderCommand,
) {
  const known = await findOrder(database.sql, orderId)
  if (!known) throw new Error(`There is a shipment for order ${orderId}, but no order`)
  const change = await prepareChange(dispatch, known, command)
  return async (tx: Tx) => void (await change(tx))
}
