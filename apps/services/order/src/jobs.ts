import type { Database, Tx } from '@nowait/chassis/database'
import { jobError } from '@nowait/chassis/dispatch/call-service'
import { enqueue } from '@nowait/chassis/jobs/enqueue'
import type { QueueOptions } from '@nowait/chassis/jobs/queue'
import { Id } from '@nowait/contract/values'
import { z } from 'zod'
import type { Opened, StockClient } from './clients.ts'
import type { OrderDispatch } from './integrations.ts'
import { outward } from './plans.ts'
import { settleStock } from './settle-stock.ts'
import { findOrder } from './store.ts'

const queue = 'reserve-stock'
const ReserveStock = z.object({ orderId: Id })

/** While the request that places an order may still be at it, asking product too would only ask twice, ms. */
const requestsTurnMs = outward.stock.plan.deadlineMs + 200

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
  stock: StockClient & Pick<Opened, 'restMs'>
}): Record<string, QueueOptions> {
  return {
    [queue]: {
      attempts: 20_000,
      backoff: { baseMs: 500, capMs: 5_000 },
      restMs: () => stock.restMs(),
      handler: async ({ payload }, { signal }) => {
        const { orderId } = ReserveStock.parse(payload)
        const order = await findOrder(database.sql, orderId)
        if (order?.state.status !== 'awaiting-stock') return
        const answer = await stock.reserve(order, { signal })
        if (answer.state === 'unknown') throw jobError(answer.error)
        const settle = await settleStock(dispatch, order, answer)
        return async (tx) => {
          const { state } = await settle(tx)
          if (state.status === 'awaiting-stock')
            throw new Error(`The pieces of order ${orderId} were held no longer when it was to be confirmed`)
        }
      },
    },
  }
}
