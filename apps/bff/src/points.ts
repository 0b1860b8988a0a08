import type { Database } from '@nowait/chassis/database'
import type { bffApi } from '@nowait/contract/bff'
import { createClient } from '@nowait/contract/client'
import type { Handlers } from '@nowait/contract/implement'
import type { PointsAccount, pointApi } from '@nowait/contract/point'
import type { mypageApi } from '@nowait/contract/mypage'
import { mypageRoutes } from '@nowait/contract/mypage.routes'
import { pointRoutes } from '@nowait/contract/point.routes'
import type { Caller } from './access.ts'
import type { Upstreams } from './clients.ts'
import { listPending } from './login-points/store.ts'
import { withPending } from './login-points/with-pending.ts'
import { relay } from './relay.ts'

/** The ledger of points, asked of the point service on the member's behalf; above it what is on its way there. */
export function pointHandlers(
  { point, mypage }: Upstreams,
  { sql }: Pick<Database, 'sql'>,
): Pick<Handlers<typeof bffApi, Caller>, 'getPoints'> {
  return {
    async getPoints({ query, caller, signal }) {
      const { id: member } = caller.session.member
      // Where My Page ended, it goes on: cursors of the two ledgers are not the same.
      if (query.cursor?.startsWith('my-')) {
        const kept = createClient<typeof mypageApi>(mypageRoutes, mypage.send({ member }))
        return relay('getPoints', 'mypage', () => kept.listEntries({ query, signal }))
      }
      const points = createClient<typeof pointApi>(pointRoutes, point.send({ member }))
      // Before the ledger is asked: what is accrued in between is in both, and shown once.
      const pending = query.cursor === undefined ? await listPending(sql, member) : []
      const account = await relay('getPoints', 'point', () => points.getPoints({ query, signal }))
      return withPending(account as PointsAccount, pending)
    },
  }
}
