import type { Order, OrderList, OrderSummary } from '@nowait/contract/order'
import type { QueryClient } from '@tanstack/react-query'
import { pageKey } from '../../lib/page-stream.ts'
import type { PageSoFar } from '../../lib/page-parts.ts'

/** Puts an order that was just placed on top of the lists that are known already: nobody opens one without it. */
export function showPlaced(
  client: QueryClient,
  { points: _p, shipTo: _s, history: _h, reason: _r, ...order }: Order,
): void {
  client.setQueryData<PageSoFar<'myPage'>>(pageKey('myPage', {}), (page) => {
    if (!page?.orders || page.orders.state === 'unavailable') return page
    return { ...page, orders: { ...page.orders, data: withOrder(page.orders.data, order) } }
  })
  client.setQueryData<OrderList>(['listOrders', {}], (list) => list && withOrder(list, order))
}

function withOrder(list: OrderList, order: OrderSummary): OrderList {
  if (list.items.some(({ id }) => id === order.id)) return list
  const counts = { ...list.counts, [order.status]: (list.counts[order.status] ?? 0) + 1 }
  return { ...list, counts, items: [order, ...list.items] }
}
