import type { LastGood } from '@nowait/chassis/last-good'
import type { bffApi } from '@nowait/contract/bff'
import { createClient } from '@nowait/contract/client'
import type { Handlers } from '@nowait/contract/implement'
import type { orderApi } from '@nowait/contract/order'
import { orderRoutes } from '@nowait/contract/order.routes'
import type { Caller } from './access.ts'
import { relay } from './relay.ts'
import type { Upstreams } from './clients.ts'

type Names = 'placeOrder' | 'cancelOrder' | 'listOrders' | 'getLastShipTo'

const readMs = 1_500
/** Longer than order itself waits for product, so that its own answer is heard. */
const writeMs = 5_000

/** Orders, asked of the order service on the member's behalf. Reads end when the browser leaves; a write that has begun is finished. */
export function orderHandlers(
  { order }: Upstreams,
  lastGood: LastGood,
): Pick<Handlers<typeof bffApi, Caller>, Names> {
  const orders = ({ session }: Caller, deadlineMs: number) =>
    createClient<typeof orderApi>(orderRoutes, order.send({ member: session.member.id, deadlineMs }))

  // After a change of his own nobody is shown how things were before it, not even as "stale".
  const changing = async <T>({ session }: Caller, change: Promise<T>): Promise<T> => {
    try {
      return await change
    } finally {
      lastGood.forget(`${session.member.id}:`)
    }
  }

  return {
    placeOrder: ({ headers, body, caller }) =>
      changing(
        caller,
        relay('placeOrder', 'order', () => orders(caller, writeMs).placeOrder({ headers, body })),
      ),
    cancelOrder: ({ params, caller }) =>
      changing(
        caller,
        relay('cancelOrder', 'order', () => orders(caller, writeMs).cancelOrder({ params })),
      ),
    listOrders: ({ query, caller, signal }) =>
      relay('listOrders', 'order', () => orders(caller, readMs).listOrders({ query, signal })),
    getLastShipTo: ({ caller, signal }) =>
      relay('getLastShipTo', 'order', () => orders(caller, readMs).getLastShipTo({ signal })),
  }
}
