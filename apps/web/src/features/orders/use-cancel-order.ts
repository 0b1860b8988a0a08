import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { OrderSummary } from '@nowait/contract/order'
import { api, troubleOf } from '../../lib/api.ts'
import { announce } from '../../lib/announce.ts'
import { askAgain, hold } from '../../lib/hold.ts'
import { messages } from '../../lib/language.ts'
import { toast } from '../../lib/toast.ts'
import { patchOrder, putOrder } from './order-cache.ts'

/** Cancels an order: shown as received at once, put back when the shop says no. Sending it twice changes nothing. */
export function useCancelOrder() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (order: Cancellable) => api.cancelOrder({ params: { id: order.id } }),
    onMutate: (order) => {
      announce(messages().member.cancelReceived)
      return hold(client, () =>
        patchOrder(client, order.id, (now) =>
          now.version > order.version ? {} : { status: 'cancelling', cancellable: false },
        ),
      )
    },
    onSuccess: (order, _, letGo) => {
      letGo()
      putOrder(client, order)
      askAgain(client, ['orderPage', 'myPage', 'listOrders'])
    },
    onError: (error, before, letGo) => {
      letGo?.()
      // Only our own guess is taken back; what the shop has said meanwhile stays.
      patchOrder(client, before.id, (now) =>
        now.version === before.version ? { status: before.status, cancellable: before.cancellable } : {},
      )
      const { cancelTooLate, cancelFailed } = messages().member
      const isTooLate = troubleOf(error) === 'ORDER_NOT_CANCELLABLE'
      toast(isTooLate ? cancelTooLate : cancelFailed, { tone: 'failed' })
      // Why it was refused shows in the order itself.
      if (isTooLate) void client.invalidateQueries({ queryKey: ['orderPage', { params: { id: before.id } }] })
    },
  })
}

export type Cancellable = Pick<OrderSummary, 'id' | 'number' | 'status' | 'cancellable' | 'version'>
