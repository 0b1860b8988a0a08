import { randomUUIDv7 } from 'node:crypto'
import { PassThrough } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { createLog } from '@nowait/chassis/log'
import type { CallPlan } from '@nowait/chassis/guard/plan'
import { testDatabase } from '@nowait/chassis/testing/test-database'
import { type Client, createClient } from '@nowait/contract/client'
import { memberHeader } from '@nowait/contract/headers'
import type { pushApi, SendPush } from '@nowait/contract/push'
import { pushRoutes } from '@nowait/contract/push.routes'
import { createApp } from '../app.ts'
import type { Resolve } from '../public-address.ts'
import { pushHosts } from '../push-hosts.ts'
import { keepKeyPair } from '../store.ts'
import { openTransport } from '../transport.ts'
import { createVapid, newKeyPair } from '../vapid.ts'
import { newBrowser } from './browser.ts'
import { startPushService } from './push-service.ts'

const token = 'credential of the tests'
const migrations = fileURLToPath(new URL('../../migrations', import.meta.url))
/** Whatever a test lets the push service do, the next test finds nothing of it. */
const patient: CallPlan = { deadlineMs: 5_000 }
export const subject = 'mailto:push@nowait.test'

/**
 * The app on a database of its own, beside a push service on this machine. `hosts` are allowed besides that one and the
 * known ones, `resolve` is their DNS.
 */
export async function startTestApp(
  given: { hosts?: string[]; resolve?: Resolve; deadlineMs?: number; plan?: CallPlan } = {},
) {
  const { database, url, drop } = await testDatabase({ schema: 'push', directories: [migrations] })
  const pushService = await startPushService()
  const hosts = pushHosts.parse([pushService.entry, 'fcm.googleapis.com', ...(given.hosts ?? [])].join())
  const pair = await keepKeyPair(database.sql, newKeyPair())
  const vapid = createVapid(pair, subject)
  const transport = openTransport({
    hosts,
    vapid,
    resolve: given.resolve,
    plan: given.plan ?? patient,
    ca: pushService.ca,
  })
  const destination = new PassThrough()
  const logged: string[] = []
  destination.on('data', (line: Buffer) => logged.push(line.toString()))
  const log = createLog({ name: 'push', level: 'trace', destination })
  const app = createApp({
    database,
    transport,
    publicKey: vapid.publicKey,
    hosts,
    token,
    log,
    deadlineMs: given.deadlineMs ?? 5_000,
    check: true,
  })

  /** The API as the BFF or the order service calls it for a member, a new one unless named. */
  function clientOf(member: string = randomUUIDv7()) {
    return createClient<typeof pushApi>(pushRoutes, (path, init) => {
      const headers = new Headers(init.headers)
      headers.set('authorization', `Bearer ${token}`)
      headers.set(memberHeader, member)
      return app.request(path, { ...init, headers })
    })
  }

  /** A browser that a member has subscribed. */
  async function subscribed(client: Client<typeof pushApi>) {
    const browser = newBrowser(pushService.origin)
    await client.addSubscription({ body: browser.subscription })
    return { ...browser, endpoint: browser.subscription.endpoint }
  }

  return {
    app,
    database,
    url,
    pair,
    pushService,
    logged,
    clientOf,
    subscribed,
    async drop() {
      transport.close()
      await pushService.close()
      await drop()
    },
  }
}

export type TestApp = Awaited<ReturnType<typeof startTestApp>>

/** A push and its key, with what a test does not care about filled in. */
export function pushOf({ key = randomUUIDv7(), ...given }: Partial<SendPush> & { key?: string } = {}) {
  const orderId = given.orderId ?? randomUUIDv7()
  const body: SendPush = {
    kind: 'order-cancelled',
    orderId,
    orderNumber: '20261121-000123',
    topic: orderId.replaceAll('-', ''),
    ttlSeconds: 3_600,
    ...given,
  }
  return { headers: { 'idempotency-key': key }, body }
}
