import type { bffApi } from '@nowait/contract/bff'
import { createClient } from '@nowait/contract/client'
import type { Handlers } from '@nowait/contract/implement'
import type { pushApi } from '@nowait/contract/push'
import { pushRoutes } from '@nowait/contract/push.routes'
import type { Caller } from './access.ts'
import { relay } from './relay.ts'
import type { Upstreams } from './clients.ts'

type Names = 'getPushKey' | 'listPushSubscriptions' | 'addPushSubscription' | 'removePushSubscription'

const readMs = 1_500
const writeMs = 3_000

/** Which browsers of a member get pushes, asked of the push service on the member's behalf. A write that has begun is finished. */
export function pushHandlers({ push }: Upstreams): Pick<Handlers<typeof bffApi, Caller>, Names> {
  const pushes = ({ session }: Caller, deadlineMs: number) =>
    createClient<typeof pushApi>(pushRoutes, push.send({ member: session.member.id, deadlineMs }))

  return {
    getPushKey: ({ caller, signal }) =>
      relay('getPushKey', 'push', () => pushes(caller, readMs).getVapidKey({ signal })),
    listPushSubscriptions: ({ caller, signal }) =>
      relay('listPushSubscriptions', 'push', () => pushes(caller, readMs).listSubscriptions({ signal })),
    addPushSubscription: ({ body, caller }) =>
      relay('addPushSubscription', 'push', () => pushes(caller, writeMs).addSubscription({ body })),
    removePushSubscription: ({ body, caller }) =>
      relay('removePushSubscription', 'push', () => pushes(caller, writeMs).removeSubscription({ body })),
  }
}
