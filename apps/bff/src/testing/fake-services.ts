import type { Hono } from 'hono'
import { createLog } from '@nowait/chassis/log'
import { serve } from '@nowait/chassis/serve'
import { serviceApp, serviceCaller } from '@nowait/chassis/service'
import type { Api } from '@nowait/contract/endpoint'
import { implement, type Handlers } from '@nowait/contract/implement'
import { orderApi } from '@nowait/contract/order'
import { mypageApi } from '@nowait/contract/mypage'
import { pointApi, type PointEntry } from '@nowait/contract/point'
import { Problem } from '@nowait/contract/problem'
import { productApi } from '@nowait/contract/product'
import { pushApi } from '@nowait/contract/push'
import { rebuildApi } from '@nowait/contract/rebuild'
import { shippingApi } from '@nowait/contract/shipping'
import { memberHeader } from '@nowait/contract/headers'
import { fakeMypage } from './fake-mypage.ts'
import {
  sampleAt,
  sampleOrder,
  sampleOrderPoints,
  samplePoints,
  sampleProduct,
  sampleProducts,
  sampleShipment,
} from './samples.ts'

export const serviceNames = ['order', 'product', 'shipping', 'point', 'push', 'mypage'] as const
export type ServiceName = (typeof serviceNames)[number]

export const tokenOf = (name: ServiceName) => `token-of-${name}-for-tests`

type Caller = ReturnType<ReturnType<typeof serviceCaller>>

/** The services behind the BFF, over HTTP and by their contracts, with just enough memory to tell members apart. */
export async function startFakeServices() {
  const log = createLog({ name: 'fake', level: 'silent' })
  const orders = new Map<string, string>()
  const asked: { service: ServiceName; method: string; path: string; member: string | undefined }[] = []
  /** By member and reference, as the real ledger. */
  const ledger = new Map<string, PointEntry>()
  const accruals: { member: string; key: string; reference: string; points: number }[] = []
  const held: { [S in ServiceName]?: { when: 'before' | 'after'; until: Promise<void> } } = {}
  const productId = crypto.randomUUID()

  const owned = (id: string, member: string) => {
    if (orders.get(id) !== member) throw new Problem('ORDER_NOT_FOUND', { about: id })
    return sampleOrder(id, productId)
  }
  const none = (code: 'SHIPMENT_NOT_FOUND' | 'POINTS_NOT_FOUND', id: string, member: string) => {
    if (orders.get(id) !== member) throw new Problem(code, { about: id })
  }
  const mine = (member: string) => [...orders].filter(([, owner]) => owner === member).map(([id]) => id)
  const product = (id: string) => {
    if (id !== productId) throw new Problem('PRODUCT_NOT_FOUND', { about: id })
    return sampleProduct(id)
  }

  const order: Handlers<typeof orderApi, Caller> = {
    placeOrder: ({ caller }) => {
      const id = crypto.randomUUID()
      orders.set(id, caller.member)
      return sampleOrder(id, productId)
    },
    listOrders: ({ caller }) => ({
      items: mine(caller.member).map((id) => {
        const { points: _p, shipTo: _s, history: _h, reason: _r, ...summary } = sampleOrder(id, productId)
        return summary
      }),
      next: null,
      counts: {},
    }),
    getOrder: ({ params, caller }) => owned(params.id, caller.member),
    cancelOrder: ({ params, caller }) => ({ ...owned(params.id, caller.member), status: 'cancelled' }),
    getStatus: ({ params }) => ({ status: sampleOrder(params.id, productId).status }),
    getShipTo: ({ params }) => sampleOrder(params.id, productId).shipTo,
    getLastShipTo: ({ caller }) => ({
      shipTo: mine(caller.member).length > 0 ? sampleOrder(productId, productId).shipTo : null,
    }),
  }
  const shipping: Handlers<typeof shippingApi, Caller> = {
    listShipments: ({ caller }) => ({ items: mine(caller.member).map(sampleShipment) }),
    getShipment: ({ params, caller }) => {
      none('SHIPMENT_NOT_FOUND', params.orderId, caller.member)
      return sampleShipment(params.orderId)
    },
    updateFromCarrier: () => sampleShipment(productId),
  }
  const point: Handlers<typeof pointApi, Caller> = {
    getPoints: ({ caller }) => {
      const items = [...ledger].filter(([key]) => key.startsWith(caller.member)).map(([, entry]) => entry)
      return { ...samplePoints(), balance: items.reduce((sum, { points }) => sum + points, 0), items }
    },
    getOrderPoints: ({ params, caller }) => {
      none('POINTS_NOT_FOUND', params.orderId, caller.member)
      return sampleOrderPoints(params.orderId)
    },
    accruePoints: ({ headers, body, caller }) => {
      const { reference, reason, points, state } = body
      const place = `${caller.member} ${reference}`
      const made = { reference, reason, points, state, orderId: null, at: sampleAt, expiresOn: null }
      const entry = ledger.get(place) ?? { id: crypto.randomUUID(), ...made }
      ledger.set(place, entry)
      accruals.push({ member: caller.member, key: headers['idempotency-key'], reference, points })
      return entry
    },
    revokePoints: () => ({ revoked: 0 }),
  }
  const products: Handlers<typeof productApi, Caller> = {
    listProducts: () => sampleProducts(productId),
    getProduct: ({ params }) => product(params.id),
    reserveStock: ({ params }) => ({ orderId: params.orderId, state: 'reserved', heldMs: 600_000 }),
    restockProduct: ({ params }) => product(params.id),
    changePrice: ({ params }) => product(params.id),
  }

  const browsers = new Map<string, string>()
  const push: Handlers<typeof pushApi, Caller> = {
    getVapidKey: () => ({ publicKey: 'key of the fake push service' }),
    listSubscriptions: ({ caller }) => ({
      items: [...browsers.values()]
        .filter((owner) => owner === caller.member)
        .map(() => ({ id: crypto.randomUUID(), seenAt: new Date().toISOString() })),
    }),
    addSubscription: ({ body, caller }) => {
      browsers.set(body.endpoint, caller.member)
      return { id: crypto.randomUUID() }
    },
    removeSubscription: ({ body, caller }) => {
      if (browsers.get(body.endpoint) === caller.member) browsers.delete(body.endpoint)
    },
    removeSubscriptions: ({ caller }) => {
      for (const [endpoint, owner] of browsers) if (owner === caller.member) browsers.delete(endpoint)
    },
    sendPush: () => {
      throw new Problem('FORBIDDEN')
    },
  }

  const mypage = fakeMypage()

  const optionsOf = (service: ServiceName) => ({ caller: serviceCaller(tokenOf(service)), check: true })
  const start = async <A extends Api>(
    service: ServiceName,
    api: A,
    handlers: Handlers<A, Caller>,
    operate?: Hono,
  ) => {
    const app = serviceApp({
      api: implement<A, Caller>(api, optionsOf(service))(handlers),
      operate,
      log,
      ready: async () => ({}),
    })
    const counted: typeof app.fetch = async (request, ...rest) => {
      const { pathname } = new URL(request.url)
      const member = request.headers.get(memberHeader) ?? undefined
      asked.push({ service, method: request.method, path: pathname, member })
      if (held[service]?.when === 'before') await held[service].until
      const answer = await app.fetch(request, ...rest)
      if (held[service]?.when === 'after') await held[service].until
      return answer
    }
    const fake = Object.assign(Object.create(app), { fetch: counted })
    return serve(fake, { host: '127.0.0.1', port: 0, log, drainMs: 0 })
  }
  const servers = {
    order: await start('order', orderApi, order),
    product: await start('product', productApi, products),
    shipping: await start('shipping', shippingApi, shipping),
    point: await start('point', pointApi, point),
    push: await start('push', pushApi, push),
    mypage: await start(
      'mypage',
      mypageApi,
      mypage.handlers,
      implement<typeof rebuildApi, Caller>(rebuildApi, optionsOf('mypage'))(mypage.rebuild),
    ),
  }

  return {
    urlOf: (name: ServiceName) => servers[name].url,
    productId,
    mypage,
    /** What was asked of them, oldest first. */
    asked,
    /** What the point service was asked to put into balances, a repeated question repeated. */
    accruals,
    /** Lets a service take what comes and not answer, before or after it has done it; gives what lets it go on. */
    hold(service: ServiceName, when: 'before' | 'after'): () => void {
      const { promise: until, resolve } = Promise.withResolvers<void>()
      held[service] = { when, until }
      return () => {
        delete held[service]
        resolve()
      }
    },
    /** An order of this member that is simply there. */
    giveOrder(member: string): string {
      const id = crypto.randomUUID()
      orders.set(id, member)
      return id
    },
    stop: async () => {
      mypage.stop()
      mypage.hangUp()
      await Promise.all(Object.values(servers).map((server) => server.stop()))
    },
  }
}
export type FakeServices = Awaited<ReturnType<typeof startFakeServices>>
