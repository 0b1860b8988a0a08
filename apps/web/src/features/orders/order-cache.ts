import type { Order, OrderList, OrderSummary } from '@nowait/contract/order'
import type { QueryClient } from '@tanstack/react-query'
import type { PageSoFar } from '../../lib/page-parts.ts'

type Change = (order: OrderSummary) => Partial<OrderSummary>

/** Changes an order wherever it is shown: its own page, My Page, the list. */
export function patchOrder(client: QueryClient, id: string, change: Change): void {
  client.setQueriesData<PageSoFar<'orderPage'>>({ queryKey: ['orderPage', { params: { id } }] }, (page) => {
    if (!page?.order || page.order.state === 'unavailable') return page
    return { ...page, order: { ...page.order, data: { ...page.order.data, ...change(page.order.data) } } }
  })
  client.setQueriesData<PageSoFar<'myPage'>>({ queryKey: ['myPage'] }, (page) => {
    if (!page?.orders || page.orders.state === 'unavailable') return page
    return { ...page, orders: { ...page.orders, data: inList(page.orders.data, id, change) } }
  })
  client.setQueriesData<OrderList>({ queryKey: ['listOrders'] }, (list) => list && inList(list, id, change))
}

/** The server's own word about an order. */
export function putOrder(client: QueryClient, order: Order): void {
  patchOrder(client, order.id, (known) => {
    if (known.version > order.version) return {}
    return 'history' in known ? order : summaryOf(order)
  })
}

/** What is known of an order before its page has come, e.g. to draw its skeleton as large as it will be. */
export function knownOrder(client: QueryClient, id: string): OrderSummary | undefined {
  const lists = client.getQueriesData<OrderList>({ queryKey: ['listOrders'] }).map(([, list]) => list)
  const pages = client.getQueriesData<PageSoFar<'myPage'>>({ queryKey: ['myPage'] })
  const recent = pages.map(([, page]) =>
    page?.orders && page.orders.state !== 'unavailable' ? page.orders.data : undefined,
  )
  return [...lists, ...recent].flatMap((list) => list?.items ?? []).find((order) => order.id === id)
}

function inList(list: OrderList, id: string, change: Change): OrderList {
  const known = list.items.find((order) => order.id === id)
  if (!known) return list
  const changed = { ...known, ...change(known) }
  const counts = { ...list.counts }
  if (changed.status !== known.status) {
    counts[known.status] = Math.max(0, (counts[known.status] ?? 0) - 1)
    counts[changed.status] = (counts[changed.status] ?? 0) + 1
  }
  return { ...list, counts, items: list.items.map((order) => (order === known ? changed : order)) }
}

function summaryOf({ status, cancellable, version }: Order): Partial<OrderSummary> {
  return { status, cancellable, version }
}
