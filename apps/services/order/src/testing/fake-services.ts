import { createLog } from '@nowait/chassis/log'
import { serve } from '@nowait/chassis/serve'
import { serviceCaller } from '@nowait/chassis/service'
import { implement } from '@nowait/contract/implement'
import { pointApi } from '@nowait/contract/point'
import { Problem } from '@nowait/contract/problem'
import { productApi } from '@nowait/contract/product'
import { pushApi, type SendPush } from '@nowait/contract/push'

export const serviceToken = 'credential of the tests'

const log = createLog({ name: 'fake', level: 'silent' })
const elsewhere = () => {
  throw new Problem('SERVICE_UNAVAILABLE', { detail: 'The order service has no business here' })
}

type StockBehaviour = (orderId: string) => Promise<'reserved' | 'released'>

/** A product service that reserves everything, or does what a test tells it to. */
export async function fakeProduct() {
  const asked: string[] = []
  const obedient: StockBehaviour = async () => 'reserved'
  const plan = { reserve: obedient, heldMs: 600_000 }
  const app = implement(productApi, { caller: serviceCaller(serviceToken), check: true })({
    reserveStock: async ({ params: { orderId } }) => {
      asked.push(orderId)
      return { orderId, state: await plan.reserve(orderId), heldMs: plan.heldMs }
    },
    listProducts: elsewhere,
    getProduct: elsewhere,
    restockProduct: elsewhere,
    changePrice: elsewhere,
  })
  const server = await serve(app, { host: '127.0.0.1', port: 0, log, drainMs: 0 })
  return {
    url: server.url,
    /** The orders stock was asked for, a repeated question repeated. */
    asked,
    will: (reserve: StockBehaviour) => void (plan.reserve = reserve),
    behave: () => void Object.assign(plan, { reserve: obedient, heldMs: 600_000 }),
    /** How long it holds what it reserves, ms. */
    holdsFor: (heldMs: number) => void (plan.heldMs = heldMs),
    hangs: () => plan.reserve === hang,
    stop: server.stop,
  }
}

/** What a product service does that accepts and never answers. */
export const hang: StockBehaviour = () => new Promise(() => undefined)

/** A point service that keeps one entry a reference, as the real one does, and counts what it is asked. */
export async function fakePoint() {
  const entries = new Map<string, { points: number; state: 'pending' | 'accrued' | 'revoked' }>()
  const asked: { what: string; key: string; reference: string; member: string }[] = []
  const plan: { broken: boolean; held?: Promise<void> } = { broken: false }
  const meet = (what: string, key: string, reference: string, member: string) => {
    asked.push({ what, key, reference, member })
    if (plan.broken) throw new Problem('SERVICE_UNAVAILABLE')
  }
  const app = implement(pointApi, { caller: serviceCaller(serviceToken), check: true })({
    accruePoints: async ({ headers, body, caller }) => {
      meet(body.state, headers['idempotency-key'], body.reference, caller.member)
      const entry = { points: body.points, state: body.state }
      entries.set(body.reference, entry)
      await plan.held
      return {
        ...entry,
        id: '019cd000-0000-7000-8000-000000000001',
        reference: body.reference,
        reason: body.reason,
        orderId: body.orderId ?? null,
        at: '2026-11-21T03:00:00.000Z',
        expiresOn: null,
      }
    },
    revokePoints: ({ headers, body: { reference }, caller }) => {
      meet('revoked', headers['idempotency-key'], reference, caller.member)
      const points = entries.get(reference)?.points ?? 0
      entries.set(reference, { points, state: 'revoked' })
      return { revoked: points }
    },
    getPoints: elsewhere,
    getOrderPoints: elsewhere,
  })
  const server = await serve(app, { host: '127.0.0.1', port: 0, log, drainMs: 0 })
  return {
    url: server.url,
    asked,
    entryOf: (orderId: string) => entries.get(`order:${orderId}`),
    breakDown: () => void (plan.broken = true),
    recover: () => void (plan.broken = false),
    /** From now on it does what it is asked and keeps the answer to itself; gives what lets it go on. */
    holdAnswers(): () => void {
      const { promise, resolve } = Promise.withResolvers<void>()
      plan.held = promise
      return () => {
        plan.held = undefined
        resolve()
      }
    },
    stop: server.stop,
  }
}

/** A push service that reaches one browser for every member, once a key, as the real one does. */
export async function fakePush() {
  const asked: { key: string; member: string; body: SendPush }[] = []
  const sent = new Map<string, SendPush>()
  const plan: { refusals: Problem[] } = { refusals: [] }
  const app = implement(pushApi, { caller: serviceCaller(serviceToken), check: true })({
    sendPush: ({ headers, body, caller }) => {
      const key = headers['idempotency-key']
      asked.push({ key, member: caller.member, body })
      const refusal = plan.refusals.shift()
      if (refusal) throw refusal
      sent.set(key, body)
      return { sent: 1, gone: 0, failed: 0 }
    },
    getVapidKey: elsewhere,
    listSubscriptions: elsewhere,
    addSubscription: elsewhere,
    removeSubscription: elsewhere,
    removeSubscriptions: elsewhere,
  })
  const server = await serve(app, { host: '127.0.0.1', port: 0, log, drainMs: 0 })
  return {
    url: server.url,
    /** What it was asked to push, a repeated question repeated. */
    askedFor: (orderId: string) => asked.filter(({ body }) => body.orderId === orderId),
    /** What has reached the browser. */
    sentFor: (orderId: string) => [...sent.values()].filter((body) => body.orderId === orderId),
    /** What it says to the next requests. */
    refuse: (...refusals: Problem[]) => void (plan.refusals = refusals),
    behave: () => void (plan.refusals = []),
    stop: server.stop,
  }
}
