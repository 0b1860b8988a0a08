import type { Database, Tx } from '@nowait/chassis/database'
import { enqueue } from '@nowait/chassis/jobs/enqueue'
import type { QueueOptions } from '@nowait/chassis/jobs/queue'
import { Id } from '@nowait/contract/values'
import { z } from 'zod'
import { plans, type StockClient } from './clients.ts'
import type { OrderDispatch } from './integrations.ts'
import { settleStock } from './settle-stock.ts'
import { findOrder } from './store.ts'

const queue = 'reserve-stock'
const ReserveStock = z.object({ orderId: Id })

/** While the request that places an order may still be at it, asking product too would only ask twice, ms. */
const requestsTurnMs = plans.reserveWhilePlacing.deadlineMs + 200

/** Enqueues, with the order that begins, that its stock is reserved also when the request cannot do it. */
export async function reserveStockLater(tx: Tx, orderId: string): Promise<void> {
  await enqueue(tx, { queue, payload: { orderId }, delayMs: requestsTurnMs })
}

/** What this process does later, for `startJobs`: finishes orders left without an answer about their stock. Usually finds it done. */
export function orderJobs({
  database,
  dispatch,
  stock,
}: {
  database: Database
  dispatch: OrderDispatch
  stock: StockClient
}): Record<string, QueueOptions> {
  return {
    [queue]: {
      attempts: 20_000,
      backoff: { baseMs: 500, capMs: 5_000 },
      handler: async ({ payload }, { signal }) => {
        const { orderId } = ReserveStock.parse(payload)
        const order = await findOrder(database.sql, orderId)
        if (order?.state.status !== 'awaiting-stock') return
        const answer = await stock.reserve(order, { ...plans.reserveAfterwards, signal })
        if (answer.state === 'unknown') throw answer.error
        const settle = await settleStock(dispatch, order, answer)
        return async (tx) => void (await settle(tx))
      },
    },
  }
}
