import type { Context } from 'hono'
import type { Upstream } from '@nowait/chassis/call'
import type { LastGood } from '@nowait/chassis/last-good'
import type { bffApi } from '@nowait/contract/bff'
import { createClient } from '@nowait/contract/client'
import type { Handlers } from '@nowait/contract/implement'
import type { orderApi } from '@nowait/contract/order'
import { orderRoutes } from '@nowait/contract/order.routes'
import type { Caller } from './access.ts'
import type { Visitor } from './http/visitor.ts'
import { giveWrote } from './my-page/wrote-cookie.ts'
import { relay } from './relay.ts'
import type { Upstreams } from './clients.ts'

type Names = 'placeOrder' | 'cancelOrder' | 'listOrders' | 'getLastShipTo'

/** Orders, asked of the order service on the member's behalf. Reads end when the browser leaves; a write that has begun is finished. */
export function orderHandlers(
  { order, orderChanges }: Upstreams,
  { lastGood, visitor }: { lastGood: LastGood; visitor: (c: Context) => Visitor },
): Pick<Handlers<typeof bffApi, Caller>, Names> {
  const as = (upstream: Upstream, { session }: Caller) =>
    createClient<typeof orderApi>(orderRoutes, upstream.send({ member: session.member.id }))

  // After a change of his own nobody is shown how things were before it, not even as "stale".
  const changing = async <T extends { id: string; version: number }>(
    c: Context,
    { session }: Caller,
    change: Promise<T>,
  ): Promise<T> => {
    try {
      const order = await change
      const { id, version } = order
      giveWrote(c, visitor(c), session.member.id, { kind: 'order', id, version })
      return order
    } finally {
      lastGood.forget(`${session.member.id}:`)
    }
  }

  return {
    placeOrder: ({ headers, body, caller, c }) =>
      changing(
        c,
        caller,
        relay('placeOrder', 'order', () => as(orderChanges, caller).placeOrder({ headers, body })),
      ),
    cancelOrder: ({ params, caller, c }) =>
      changing(
        c,
        caller,
        relay('cancelOrder', 'order', () => as(orderChanges, caller).cancelOrder({ params })),
      ),
    listOrders: ({ query, caller, signal }) =>
      relay('listOrders', 'order', () => as(order, caller).listOrders({ query, signal })),
    getLastShipTo: ({ caller, signal }) =>
      relay('getLastShipTo', 'order', () => as(order, caller).getLastShipTo({ signal })),
  }
}
