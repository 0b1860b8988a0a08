import type { Database } from '@nowait/chassis/database'
import type { Log } from '@nowait/chassis/log'
import { serviceApi } from '@nowait/chassis/service'
import { idempotencyHeader } from '@nowait/contract/headers'
import { orderApi } from '@nowait/contract/order'
import { Problem } from '@nowait/contract/problem'
import { prepareChange } from './change-order.ts'
import type { StockClient } from './clients.ts'
import { decodeCursor, encodeCursor } from './cursor.ts'
import type { OrderDispatch } from './integrations.ts'
import { answerOf, summaryOf } from './order.ts'
import { placeOrder } from './place-order.ts'
import { countByStatus, findOrder, findOrderOf, lastShipTo, listOrders } from './store.ts'

export interface Deps {
  database: Database
  dispatch: OrderDispatch
  stock: StockClient
  /** Credential of this service. */
  token: string
  log: Log
  /** Check answers against the contract. */
  check?: boolean
}

// An order of somebody else and one that does not exist look the same.
const notFound = (id: string) => new Problem('ORDER_NOT_FOUND', { about: id })

export function createApp({ database, dispatch, stock, token, log, check }: Deps) {
  return serviceApi(orderApi, { token, log, check })({
    placeOrder: ({ headers, body, caller: { member: memberId } }) =>
      placeOrder({ database, dispatch, stock, log }, { memberId, key: headers[idempotencyHeader], body }),

    listOrders: async ({ query: { cursor, size }, caller: { member: memberId } }) => {
      const before = cursor === undefined ? undefined : decodeCursor(cursor)
      const [{ items, next }, counts] = await Promise.all([
        listOrders(database.sql, { memberId, before, size }),
        countByStatus(database.sql, memberId),
      ])
      return { items: items.map(summaryOf), next: next === null ? null : encodeCursor(next), counts }
    },

    getOrder: async ({ params: { id }, caller: { member: memberId } }) => {
      const order = await findOrderOf(database.sql, memberId, id)
      if (!order) throw notFound(id)
      return answerOf(order)
    },

    cancelOrder: async ({ params: { id }, caller: { member: memberId } }) => {
      const order = await findOrderOf(database.sql, memberId, id)
      if (!order) throw notFound(id)
      const cancel = await prepareChange(dispatch, order, { type: 'cancel' })
      return answerOf(await database.transaction(cancel))
    },

    getStatus: async ({ params: { id } }) => {
      const order = await findOrder(database.sql, id)
      if (!order) throw notFound(id)
      return { status: order.state.status }
    },

    getShipTo: async ({ params: { id } }) => {
      const order = await findOrder(database.sql, id)
      if (!order) throw notFound(id)
      return order.shipTo
    },

    getLastShipTo: async ({ caller: { member: memberId } }) => ({
      shipTo: await lastShipTo(database.sql, memberId),
    }),
  })
}
