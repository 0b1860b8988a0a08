import type { Database } from '@nowait/chassis/database'
import type { Log } from '@nowait/chassis/log'
import { serviceApi } from '@nowait/chassis/service'
import { idempotencyHeader } from '@nowait/contract/headers'
import { pushApi } from '@nowait/contract/push'
import type { PushHost } from './push-hosts.ts'
import { sendPush } from './send-push.ts'
import { deleteSubscription, deleteSubscriptionsUntil, listSubscriptions } from './store.ts'
import { checkSubscription, subscribe } from './subscribe.ts'
import type { Transport } from './transport.ts'

export interface Deps {
  database: Database
  transport: Transport
  /** What browsers subscribe with. */
  publicKey: string
  /** Where pushes may go. */
  hosts: PushHost[]
  /** Credential of this service. */
  token: string
  log: Log
  /** How long a push service may take, ms. */
  deadlineMs?: number
  /** Check answers against the contract. */
  check?: boolean
}

export function createApp({ database, transport, log, deadlineMs = 5_000, ...deps }: Deps) {
  return serviceApi(pushApi, { ...deps, log })({
    getVapidKey: () => ({ publicKey: deps.publicKey }),

    listSubscriptions: async ({ caller }) => ({
      items: await listSubscriptions(database.sql, caller.member),
    }),

    addSubscription: ({ body, caller }) => {
      checkSubscription(body, deps.hosts)
      return subscribe(database, caller.member, body)
    },

    removeSubscription: ({ body, caller }) => deleteSubscription(database.sql, caller.member, body.endpoint),

    removeSubscriptions: ({ body, caller }) =>
      deleteSubscriptionsUntil(database.sql, caller.member, body.seenUntil),

    sendPush: ({ headers, body, caller }) => {
      const request = { memberId: caller.member, key: headers[idempotencyHeader], body }
      return sendPush({ database, transport, log, deadlineMs }, request)
    },
  })
}
