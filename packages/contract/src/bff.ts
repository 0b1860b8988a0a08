import { z } from 'zod'
import { bffRoutes, processRoutes } from './bff.routes.ts'
import { browserEndpoints } from './browsers.ts'
import { browserRoutes } from './browsers.routes.ts'
import { defineApi, endpoint, events, stream } from './endpoint.ts'
import { labEndpoints } from './lab.ts'
import { labRoutes } from './lab.routes.ts'
import { Order, OrderList, OrderStatus, PlaceOrder, placeOrderHeaders, ShipTo } from './order.ts'
import { OrderPoints, PointsAccount } from './point.ts'
import { opsEndpoints } from './ops.ts'
import { opsRoutes } from './ops.routes.ts'
import { Product, ProductList, ProductQuery } from './product.ts'
import { Shipment, ShipmentList } from './shipping.ts'
import { Id, Instant, PageQuery, text, Won } from './values.ts'

export const Email = z.string().trim().toLowerCase().max(254).pipe(z.email())
/** Length is what counts (ASVS 6.2.1, 6.2.5): 8 to 256 characters, any, no composition rules. */
export const Password = z.string().min(8).max(256)

export const Member = z
  .object({ id: Id, email: z.string(), name: z.string(), role: z.enum(['member', 'operator']) })
  .meta({ id: 'Member' })
export type Member = z.infer<typeof Member>

export const Session = z.object({ member: Member, expiresAt: Instant }).meta({ id: 'Session' })
export type Session = z.infer<typeof Session>

export const notificationKinds = [
  'order-confirmed',
  'order-rejected',
  'order-shipped',
  'order-delivered',
  'order-cancelled',
  'order-cancel-refused',
  'points-accrued',
] as const
export const Notification = z
  .object({
    id: Id,
    kind: z.enum(notificationKinds),
    orderId: Id,
    orderNumber: z.string(),
    points: z.int().nullable(),
    at: Instant,
    readAt: Instant.nullable(),
  })
  .meta({ id: 'Notification' })
export type Notification = z.infer<typeof Notification>

export const NotificationList = z
  .object({ items: z.array(Notification), unread: z.int().min(0), next: z.string().nullable() })
  .meta({ id: 'NotificationList' })
export type NotificationList = z.infer<typeof NotificationList>

/** What moved; the browser refreshes that part in place. `reset`: what was missed is gone, look again once. */
export const LiveEvent = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('order'), orderId: Id, status: OrderStatus.optional() }),
    z.object({ type: z.literal('points'), orderId: Id.optional() }),
    z.object({ type: z.literal('notifications') }),
    z.object({ type: z.literal('reset') }),
  ])
  .meta({ id: 'LiveEvent' })
export type LiveEvent = z.infer<typeof LiveEvent>

const Health = z.object({ status: z.literal('ok') })
export const Ready = z
  .object({
    status: z.enum(['ready', 'not-ready']),
    /** What this process needs itself; any `down` makes it not ready. */
    checks: z.record(z.string(), z.enum(['up', 'down'])),
    /** What it calls; listed, and never a reason to be taken out of service. */
    upstreams: z.record(z.string(), z.enum(['up', 'down', 'unknown'])),
  })
  .meta({ id: 'Ready' })

const byId = z.object({ id: Id })
/** `strict=1`: all parts, fresh, or PAGE_INCOMPLETE that names what is missing. */
const pageQuery = z.object({ strict: z.literal('1').optional() })

/** Where a page is for a web server or CDN in front: a path beside the shop's own. */
export const PageAddress = z.object({ path: z.string(), expiresAt: Instant }).meta({ id: 'PageAddress' })

export const bffApi = defineApi({
  ...processRoutes,
  ...bffRoutes,
  ...browserRoutes,
  ...opsRoutes,
  ...labRoutes,
})({
  health: endpoint({ summary: 'The process lives', access: 'public', response: Health }),
  ready: endpoint({
    summary: 'The process can serve, and what it leans on',
    access: 'public',
    response: Ready,
  }),
  signUp: endpoint({
    summary: 'Make an account and sign in',
    access: 'public',
    body: z.strictObject({ email: Email, password: Password, name: text(50) }),
    status: 201,
    response: Session,
    errors: ['EMAIL_TAKEN', 'RATE_LIMITED', 'CSRF_REJECTED'],
  }),
  signIn: endpoint({
    summary: 'Sign in',
    access: 'public',
    body: z.strictObject({ email: z.string().max(254), password: z.string().max(256) }),
    response: Session,
    errors: ['WRONG_CREDENTIALS', 'RATE_LIMITED', 'CSRF_REJECTED'],
  }),
  whoAmI: endpoint({ summary: 'Who is signed in', access: 'member', response: Session }),
  signOut: endpoint({ summary: 'End this session', access: 'public', status: 204 }),
  signOutEverywhere: endpoint({
    summary: 'End all my sessions, this one too',
    access: 'member',
    status: 204,
  }),
  changePassword: endpoint({
    summary: 'Change my password; all other sessions end',
    access: 'member',
    body: z.strictObject({ current: z.string().max(256), next: Password }),
    response: Session,
    errors: ['WRONG_CREDENTIALS', 'RATE_LIMITED'],
  }),
  listProducts: endpoint({
    summary: 'The catalogue: search, category, sort, page',
    access: 'public',
    query: ProductQuery,
    response: ProductList,
  }),
  getProduct: endpoint({
    summary: 'One product',
    access: 'public',
    params: byId,
    response: Product,
    errors: ['PRODUCT_NOT_FOUND'],
  }),
  restockProduct: endpoint({
    summary: 'Put pieces on the shelf',
    access: 'operator',
    params: byId,
    body: z.strictObject({ pieces: z.int().min(1).max(10_000) }),
    response: Product,
    errors: ['PRODUCT_NOT_FOUND'],
  }),
  changePrice: endpoint({
    summary: 'Change a price; orders already placed keep theirs',
    access: 'operator',
    params: byId,
    body: z.strictObject({ price: Won.min(100).max(100_000_000) }),
    response: Product,
    errors: ['PRODUCT_NOT_FOUND'],
  }),
  placeOrder: endpoint({
    summary: 'Place an order. Needs Idempotency-Key: the same key and body give the same answer',
    access: 'member',
    headers: placeOrderHeaders,
    body: PlaceOrder,
    status: 201,
    response: Order,
    errors: [
      'PRODUCT_NOT_FOUND',
      'PRICE_CHANGED',
      'IDEMPOTENCY_KEY_RUNNING',
      'IDEMPOTENCY_KEY_REUSED',
      'RATE_LIMITED',
    ],
  }),
  listOrders: endpoint({
    summary: 'My orders, newest first',
    access: 'member',
    query: PageQuery,
    response: OrderList,
  }),
  cancelOrder: endpoint({
    summary: 'Cancel while it is allowed; repeating it changes nothing',
    access: 'member',
    params: byId,
    response: Order,
    errors: ['ORDER_NOT_FOUND', 'ORDER_NOT_CANCELLABLE', 'RATE_LIMITED'],
  }),
  getLastShipTo: endpoint({
    summary: 'The address I used last',
    access: 'member',
    response: z.object({ shipTo: ShipTo.nullable() }),
  }),
  homePage: stream({
    summary: 'The first page: what is new and what others like',
    access: 'public',
    query: pageQuery,
    parts: { fresh: ProductList, popular: ProductList },
    errors: ['PAGE_INCOMPLETE'],
  }),
  orderPage: stream({
    summary: 'One of my orders with its parcel and its points',
    access: 'member',
    params: byId,
    query: pageQuery,
    // null: there is none yet. A parcel and points follow the confirmation.
    parts: { order: Order, shipping: Shipment.nullable(), point: OrderPoints.nullable() },
    errors: ['ORDER_NOT_FOUND', 'PAGE_INCOMPLETE'],
  }),
  myPage: stream({
    summary: 'My orders, parcels, points and notifications',
    access: 'member',
    query: pageQuery,
    parts: {
      orders: OrderList,
      shipping: ShipmentList,
      point: PointsAccount,
      notifications: NotificationList,
    },
    errors: ['PAGE_INCOMPLETE'],
  }),
  myPageAddress: endpoint({
    summary:
      'Where my page is as a static file, signed and for a while; NOT_FOUND where pages are not published',
    access: 'member',
    response: PageAddress,
    errors: ['NOT_FOUND'],
  }),
  getPoints: endpoint({
    summary: 'My points and their ledger',
    access: 'member',
    query: PageQuery,
    response: PointsAccount,
  }),
  listNotifications: endpoint({
    summary: 'My notifications, newest first',
    access: 'member',
    query: PageQuery,
    response: NotificationList,
  }),
  readNotifications: endpoint({
    summary: 'Mark notifications as read, all of them without ids',
    access: 'member',
    body: z.strictObject({ ids: z.array(Id).max(100).optional() }),
    response: z.object({ unread: z.int().min(0) }),
  }),
  ...browserEndpoints,
  live: events({ summary: 'What changed for me, as server-sent events', access: 'member', event: LiveEvent }),
  ...opsEndpoints,
  ...labEndpoints,
})
