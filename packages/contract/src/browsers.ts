import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { PushEndpoint, PushSubscriptionJson, PushSubscriptionList } from './push.ts'
import { Id } from './values.ts'

/** What a browser asks that gets pushes, at the addresses of browsers.routes.ts. */
export const browserEndpoints = {
  getPushKey: endpoint({
    summary: 'The key a browser subscribes to pushes with (applicationServerKey)',
    access: 'member',
    response: z.object({ publicKey: z.string() }),
  }),
  listPushSubscriptions: endpoint({
    summary: 'My browsers that get pushes, the one seen last first',
    access: 'member',
    response: PushSubscriptionList,
  }),
  addPushSubscription: endpoint({
    summary: 'Push to this browser too, or say that it is still there. Ten at most',
    access: 'member',
    body: PushSubscriptionJson,
    response: z.object({ id: Id }),
    errors: ['RATE_LIMITED'],
  }),
  removePushSubscription: endpoint({
    summary: 'Push to this browser no more; nothing happens when it is not one of mine',
    access: 'member',
    body: z.strictObject({ endpoint: PushEndpoint }),
    status: 204,
    errors: ['RATE_LIMITED'],
  }),
}
