import type { Database } from '@nowait/chassis/database'
import { NotificationList, type bffApi } from '@nowait/contract/bff'
import { createClient, urlOf } from '@nowait/contract/client'
import type { Handlers } from '@nowait/contract/implement'
import type { mypageApi } from '@nowait/contract/mypage'
import { mypageRoutes } from '@nowait/contract/mypage.routes'
import { OrderList } from '@nowait/contract/order'
import { orderRoutes } from '@nowait/contract/order.routes'
import { type PointEntry, PointsAccount } from '@nowait/contract/point'
import { pageSourceHeader } from '@nowait/contract/headers'
import { pointRoutes } from '@nowait/contract/point.routes'
import { ShipmentList } from '@nowait/contract/shipping'
import { shippingRoutes } from '@nowait/contract/shipping.routes'
import type { Caller } from '../access.ts'
import { listPending } from '../login-points/store.ts'
import { withPending } from '../login-points/with-pending.ts'
import { listNotifications } from '../notifications/notifications.ts'
import type { Upstreams } from '../clients.ts'
import { type KeptPageOptions, keptPage } from '../my-page/kept-page.ts'
import { relay } from '../relay.ts'
import { openPage, type PageOptions, type PagePlan } from './page.ts'

const size = 10

/** What is going on for one member, asked of everybody. */
const plan = (
  from: Upstreams,
  database: Database,
  member: string,
  pendingPoints: Promise<PointEntry[]>,
): PagePlan<'myPage'> => ({
  orders: {
    from: from.order,
    path: urlOf(orderRoutes.listOrders, { query: { size } }),
    schema: OrderList,
    deadlineMs: 1_000,
    keepAs: `${member}:orders`,
  },
  shipping: {
    from: from.shipping,
    path: urlOf(shippingRoutes.listShipments),
    schema: ShipmentList,
    deadlineMs: 800,
    keepAs: `${member}:shipments`,
  },
  point: {
    from: from.point,
    path: urlOf(pointRoutes.getPoints, { query: { size } }),
    schema: PointsAccount,
    deadlineMs: 800,
    keepAs: `${member}:points`,
    amend: async (account) => withPending(account as PointsAccount, await pendingPoints),
  },
  notifications: {
    own: () => listNotifications(database, member, { size }),
    schema: NotificationList,
    deadlineMs: 800,
    keepAs: `${member}:notifications`,
  },
})

/** Where it is as a file, and My Page as it is kept, or, when that cannot be had, composed of what the services answer; a header says which. */
export function myPage(
  from: Upstreams,
  database: Database,
  options: PageOptions,
  kept: Omit<KeptPageOptions, 'mypage'>,
): Pick<Handlers<typeof bffApi, Caller>, 'myPage' | 'myPageAddress'> {
  return {
    async myPage({ query, caller, signal, c }) {
      const member = caller.session.member.id
      const answer = await keptPage({ mypage: from.mypage, ...kept }, { c, member, signal })
      if ('page' in answer) return answer.page
      c.header(pageSourceHeader, `live; because=${answer.why}`)
      // Asked beside the ledger: what is accrued in between is in both, and shown once.
      const pendingPoints = listPending(database.sql, member)
      pendingPoints.catch(() => {}) // also when the ledger does not come and nobody asks for it
      return openPage(plan(from, database, member, pendingPoints), {
        ...options,
        member,
        signal,
        strict: query.strict === '1',
      })
    },

    myPageAddress: ({ caller, signal }) => {
      const member = caller.session.member.id
      const kept = createClient<typeof mypageApi>(mypageRoutes, from.mypage.send({ member }))
      return relay('myPageAddress', 'mypage', () => kept.getPageAddress({ signal }))
    },
  }
}
