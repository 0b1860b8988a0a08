import { createUpstream } from '@nowait/chassis/call'
import { CallError } from '@nowait/chassis/call-error'
import { ClientProblem, createClient } from '@nowait/contract/client'
import { type orderApi, OrderStatus } from '@nowait/contract/order'
import { orderRoutes } from '@nowait/contract/order.routes'
import { outward } from './plans.ts'

export interface OrderClient {
  /** What became of an order; `unknown` when there is none. Rejects when order cannot say. */
  statusOf(orderId: string, signal?: AbortSignal): Promise<OrderStatus | 'unknown'>
}

/** Connects to the order service; nothing is sent before the first call. */
export function openOrders(address: {
  url: string
  token: string
}): OrderClient & { close(): Promise<void> } {
  const { guard, plan } = outward.orderStatus
  const order = createUpstream({ name: 'order', ...address, plan, shownAs: guard })
  const client = createClient<typeof orderApi>(orderRoutes, order.send())
  return {
    async statusOf(id, signal) {
      try {
        const answer = OrderStatus.safeParse((await client.getStatus({ params: { id }, signal }))?.status)
        if (!answer.success) throw new CallError('UPSTREAM_INVALID', order.name)
        return answer.data
      } catch (error) {
        if (error instanceof ClientProblem && error.code === 'ORDER_NOT_FOUND') return 'unknown'
        throw error
      }
    },
    close: () => order.close(),
  }
}
