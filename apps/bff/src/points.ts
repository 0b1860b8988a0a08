import type { bffApi } from '@nowait/contract/bff'
import { createClient } from '@nowait/contract/client'
import type { Handlers } from '@nowait/contract/implement'
import type { pointApi } from '@nowait/contract/point'
import { pointRoutes } from '@nowait/contract/point.routes'
import type { Caller } from './access.ts'
import { relay } from './relay.ts'
import type { Upstreams } from './clients.ts'

const readMs = 1_500

/** The ledger of points, asked of the point service on the member's behalf. */
export function pointHandlers({ point }: Upstreams): Pick<Handlers<typeof bffApi, Caller>, 'getPoints'> {
  return {
    getPoints({ query, caller, signal }) {
      const as = { member: caller.session.member.id, deadlineMs: readMs }
      const points = createClient<typeof pointApi>(pointRoutes, point.send(as))
      return relay('getPoints', 'point', () => points.getPoints({ query, signal }))
    },
  }
}
