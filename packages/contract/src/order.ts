import { z } from 'zod'
import { defineApi, endpoint } from './endpoint.ts'
import { idempotencyHeader } from './headers.ts'
import { orderRoutes } from './order.routes.ts'
import { Quantity } from './product.ts'
import { Id, IdempotencyKey, Instant, Localized, PageQuery, Points, text, Won } from './values.ts'

export const orderStatuses = [
  'awaiting-stock',
  'confirmed',
  'preparing',
  'shipped',
  'delivered',
  'rejected',
  'cancelling',
  'cancelled',
] as const
export const OrderStatus = z.enum(orderStatuses)
export type OrderStatus = z.infer<typeof OrderStatus>

/** Where to. Korean postal codes have five digits. */
export const ShipTo = z
  .strictObject({
    name: text(50),
    phone: z
      .string()
      .trim()
      .regex(/^\+?[\d -]{8,20}$/, 'expected a phone number'),
    postalCode: z
      .string()
      .trim()
      .regex(/^\d{5}$/, 'expected five digits'),
    address: text(200),
  })
  .meta({ id: 'ShipTo' })
export type ShipTo = z.infer<typeof ShipTo>

/** Name, picture and price as they were when the order was placed. */
export const OrderItem = z
  .object({ productId: Id, name: Localized, picture: z.string(), price: Won, quantity: Quantity })
  .meta({ id: 'OrderItem' })
export type OrderItem = z.infer<typeof OrderItem>

export const OrderSummary = z
  .object({
    id: Id,
    /** Printable, e.g. `20261121-000123`. */
    number: z.string(),
    status: OrderStatus,
    placedAt: Instant,
    items: z.array(OrderItem),
    total: Won,
    cancellable: z.boolean(),
    version: z.int().min(1),
  })
  .meta({ id: 'OrderSummary' })
export type OrderSummary = z.infer<typeof OrderSummary>

export const Order = OrderSummary.extend({
  /** Points this order will bring: 1 % of the total, rounded down. */
  points: Points,
  shipTo: ShipTo,
  /** Each status with the moment it was reached, oldest first. */
  history: z.array(z.object({ status: OrderStatus, at: Instant })),
  /** Why it was rejected. */
  reason: z.enum(['OUT_OF_STOCK', 'PRODUCT_NOT_FOUND']).nullable(),
}).meta({ id: 'Order' })
export type Order = z.infer<typeof Order>

export const PlaceOrder = z
  .strictObject({
    items: z
      .array(z.strictObject({ productId: Id, quantity: Quantity }))
      .min(1)
      .max(50)
      .refine((items) => new Set(items.map((i) => i.productId)).size === items.length, 'each product once'),
    shipTo: ShipTo,
    /** What the customer saw; when given and no longer true the order is refused with PRICE_CHANGED. */
    expectedTotal: Won.optional(),
  })
  .meta({ id: 'PlaceOrder' })
export type PlaceOrder = z.infer<typeof PlaceOrder>

export const OrderList = z
  .object({
    items: z.array(OrderSummary),
    next: z.string().nullable(),
    /** How many of the member's orders are in each status; statuses without orders are absent. */
    counts: z.partialRecord(OrderStatus, z.int().min(0)),
  })
  .meta({ id: 'OrderList' })
export type OrderList = z.infer<typeof OrderList>

const byId = z.object({ id: Id })

export const placeOrderHeaders = z.object({ [idempotencyHeader]: IdempotencyKey })

export const orderApi = defineApi(orderRoutes)({
  placeOrder: endpoint({
    summary: 'Place an order. Repeating the same key and body gives the same answer',
    access: 'member',
    headers: placeOrderHeaders,
    body: PlaceOrder,
    status: 201,
    response: Order,
    errors: ['PRODUCT_NOT_FOUND', 'PRICE_CHANGED', 'IDEMPOTENCY_KEY_RUNNING', 'IDEMPOTENCY_KEY_REUSED'],
  }),
  listOrders: endpoint({
    summary: 'My orders, newest first',
    access: 'member',
    query: PageQuery,
    response: OrderList,
  }),
  getOrder: endpoint({
    summary: 'One of my orders',
    access: 'member',
    params: byId,
    response: Order,
    errors: ['ORDER_NOT_FOUND'],
  }),
  cancelOrder: endpoint({
    summary: 'Cancel while it is allowed; repeating it changes nothing',
    access: 'member',
    params: byId,
    response: Order,
    errors: ['ORDER_NOT_FOUND', 'ORDER_NOT_CANCELLABLE'],
  }),
  getStatus: endpoint({
    summary: 'What became of an order, for who holds something for it',
    access: 'service',
    params: byId,
    response: z.object({ status: OrderStatus }),
    errors: ['ORDER_NOT_FOUND'],
  }),
  getShipTo: endpoint({
    summary: 'The address of an order, for the carrier',
    access: 'service',
    params: byId,
    response: ShipTo,
    errors: ['ORDER_NOT_FOUND'],
  }),
  getLastShipTo: endpoint({
    summary: 'The address I used last',
    access: 'member',
    response: z.object({ shipTo: ShipTo.nullable() }),
  }),
})
