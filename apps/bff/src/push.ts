import type { Upstream } from '@nowait/chassis/call'
import type { bffApi } from '@nowait/contract/bff'
import { createClient } from '@nowait/contract/client'
import type { Handlers } from '@nowait/contract/implement'
import type { pushApi } from '@nowait/contract/push'
import { pushRoutes } from '@nowait/contract/push.routes'
import type { Caller } from './access.ts'
import { relay } from './relay.ts'
import type { Upstreams } from './clients.ts'

type Names = 'getPushKey' | 'listPushSubscriptions' | 'addPushSubscription' | 'removePushSubscription'

/** Which browsers of a member get pushes, asked of the push service on the member's behalf. A write that has begun is finished. */
export function pushHandlers({ push, pushChanges }: Upstreams): Pick<Handlers<typeof bffApi, Caller>, Names> {
  const as = (upstream: Upstream, { session }: Caller) =>
    createClient<typeof pushApi>(pushRoutes, upstream.send({ member: session.member.id }))

  return {
    getPushKey: ({ caller, signal }) =>
      relay('getPushKey', 'push', () => as(push, caller).getVapidKey({ signal })),
    listPushSubscriptions: ({ caller, signal }) =>
      relay('listPushSubscriptions', 'push', () => as(push, caller).listSubscriptions({ signal })),
    addPushSubscription: ({ body, caller }) =>
      relay('addPushSubscription', 'push', () => as(pushChanges, caller).addSubscription({ body })),
    removePushSubscription: ({ body, caller }) =>
      relay('removePushSubscription', 'push', () => as(pushChanges, caller).removeSubscription({ body })),
  }
}
