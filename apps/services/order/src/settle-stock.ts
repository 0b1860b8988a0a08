import type { Tx } from '@nowait/chassis/database'
import { prepareChange } from './change-order.ts'
import type { StockAnswer } from './clients.ts'
import type { OrderDispatch } from './integrations.ts'
import type { Order } from './order.ts'
import { lockOrder } from './store.ts'

/**
 * Ends the waiting of an order for stock, unless somebody was faster or the pieces are no longer held for it. This is
 * before the transaction; what it gives is called inside, and gives the order as it is then.
 */
export async function settleStock(
  dispatch: OrderDispatch,
  order: Order,
  answer: StockAnswer,
): Promise<(tx: Tx) => Promise<Order>> {
  switch (answer.state) {
    case 'reserved': {
      const confirm = await prepareChange(dispatch, order, { type: 'confirm' })
      return (tx) => (performance.now() < answer.until ? confirm(tx) : asItIs(tx, order))
    }
    case 'refused':
      return prepareChange(dispatch, order, { type: 'reject', reason: answer.reason })
    case 'unknown':
      return (tx) => asItIs(tx, order)
  }
}

const asItIs = async (tx: Tx, order: Order) => (await lockOrder(tx, order.id))?.order ?? order
