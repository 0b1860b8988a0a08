import type { bffApi } from '@nowait/contract/bff'
import { urlOf } from '@nowait/contract/client'
import type { Handlers } from '@nowait/contract/implement'
import { Order } from '@nowait/contract/order'
import { orderRoutes } from '@nowait/contract/order.routes'
import { OrderPoints } from '@nowait/contract/point'
import { pointRoutes } from '@nowait/contract/point.routes'
import { Shipment } from '@nowait/contract/shipping'
import { shippingRoutes } from '@nowait/contract/shipping.routes'
import type { Caller } from '../access.ts'
import type { Upstreams } from '../clients.ts'
import { openPage, type PageOptions, type PagePlan } from './page.ts'

/** One order with its parcel and its points. Whether there is such a page at all is order's to say. */
const plan = (from: Upstreams, member: string, id: string): PagePlan<'orderPage'> => ({
  order: {
    from: from.order,
    path: urlOf(orderRoutes.getOrder, { params: { id } }),
    schema: Order,
    deadlineMs: 1_000,
    keepAs: `${member}:order:${id}`,
    gate: 'ORDER_NOT_FOUND',
  },
  shipping: {
    from: from.shipping,
    path: urlOf(shippingRoutes.getShipment, { params: { orderId: id } }),
    schema: Shipment,
    deadlineMs: 800,
    keepAs: `${member}:shipment:${id}`,
    nullOn: 'SHIPMENT_NOT_FOUND',
  },
  point: {
    from: from.point,
    path: urlOf(pointRoutes.getOrderPoints, { params: { orderId: id } }),
    schema: OrderPoints,
    deadlineMs: 800,
    keepAs: `${member}:order-points:${id}`,
    nullOn: 'POINTS_NOT_FOUND',
  },
})

export function orderPage(
  from: Upstreams,
  options: PageOptions,
): Pick<Handlers<typeof bffApi, Caller>, 'orderPage'> {
  return {
    orderPage({ params, query, caller, signal }) {
      const member = caller.session.member.id
      return openPage(plan(from, member, params.id), {
        ...options,
        member,
        signal,
        strict: query.strict === '1',
      })
    },
  }
}
