import { bffApi } from '@nowait/contract/bff'
import { splitRoute, type Endpoint, type In } from '@nowait/contract/endpoint'
import type { Bff, Browser } from './bff.ts'
import type { Reply } from './ask.ts'
import { samplePushSubscription } from './samples.ts'

type Endpoints = typeof bffApi.endpoints
type Bodies = {
  [K in keyof Endpoints as Endpoints[K] extends { body: unknown } ? K : never]: Endpoints[K] extends {
    body: infer S
  }
    ? In<S>
    : never
}

const id = '0197a1b2-0000-7000-8000-000000000000'
const shipTo = { name: '김하루', phone: '010-1234-5678', postalCode: '04524', address: '서울시 중구 1' }

/** A good body for every endpoint that reads one; a new endpoint without a body here does not compile. */
export const bodies: Bodies = {
  signUp: { email: 'somebody@example.com', password: 'a long enough one', name: '김하루' },
  signIn: { email: 'somebody@example.com', password: 'a long enough one' },
  changePassword: { current: 'a long enough one', next: 'another long one' },
  restockProduct: { pieces: 1 },
  changePrice: { price: 1_000 },
  placeOrder: { items: [{ productId: id, quantity: 1 }], shipTo },
  readNotifications: {},
  opsRedrive: {},
  opsSetMode: { mode: 'database' },
  opsSetPaused: { paused: true },
  opsForceGuard: { phase: null },
  opsStartRebuild: { kind: 'compare' },
  addPushSubscription: samplePushSubscription,
  removePushSubscription: { endpoint: samplePushSubscription.endpoint },
}

export interface RouteCase {
  name: keyof Endpoints
  endpoint: Endpoint
  method: string
  template: string
  changes: boolean
  body: unknown
}

/** The whole route table, so that whatever is added is covered too. */
export const everyRoute: RouteCase[] = Object.entries(bffApi.endpoints).map(([key, endpoint]) => {
  const name = key as keyof Endpoints
  const { method, path } = splitRoute(bffApi.routes[name])
  const body = (bodies as Partial<Record<keyof Endpoints, unknown>>)[name]
  return { name, endpoint, method, template: path, changes: method !== 'GET', body }
})

/** Title for `test.for`: shows the route. */
export const titled = (routes: RouteCase[]) =>
  routes.map((route) => [`${route.method} ${route.template}`, route] as const)

/** The address with ids that exist: of the product, or of an order. */
export const addressOf = ({ template }: RouteCase, ids: { product: string; order: string }) =>
  template
    .replace(':id', template.startsWith('/api/products/') ? ids.product : ids.order)
    .replace(':service', 'bff')
    .replace(':job', '1')
    .replace(':integration', 'nothing')
    .replace(':group', 'nothing')
    .concat(template.endsWith('/jobs') ? '?state=dead' : '')

/** Calls a route as the shop's own script would, with a good body. */
export function callRoute(
  bff: Bff,
  route: RouteCase,
  { cookie, order = id, headers = {} }: { cookie?: string; order?: string; headers?: Record<string, string> },
): Promise<Reply> {
  const address = addressOf(route, { product: bff.services.productId, order })
  return bff.ask(address, {
    method: route.method,
    headers: {
      ...(route.changes && { 'x-csrf': '1' }),
      ...(route.body !== undefined && { 'content-type': 'application/json' }),
      ...(route.name === 'placeOrder' && { 'idempotency-key': crypto.randomUUID() }),
      ...(cookie && { cookie }),
      ...headers,
    },
    body: route.body === undefined ? undefined : JSON.stringify(route.body),
  })
}

/** A new member with the role the route needs. */
export async function whoMay(bff: Bff, route: RouteCase): Promise<Browser> {
  const browser = await bff.signUp()
  if (route.endpoint.access === 'operator') {
    const { id: member } = browser.session.member
    await bff.database.sql`update member set role = 'operator' where id = ${member}`
    await bff.database.sql`update session set role = 'operator' where member_id = ${member}`
  }
  return browser
}

/** One text for all that this process stores, and how many changes it asked of others. */
export async function stateOf(bff: Bff): Promise<string> {
  const { sql } = bff.database
  const tables = await Promise.all([
    sql`select * from member order by id`,
    sql`select * from session order by id`,
    sql`select * from notification order by id`,
    sql`select * from live order by position`,
    sql`select * from job order by id`,
    sql`select * from operation_audit order by id`,
  ])
  const changes = bff.services.asked.filter(({ method }) => method !== 'GET')
  return JSON.stringify([tables, changes.length])
}
