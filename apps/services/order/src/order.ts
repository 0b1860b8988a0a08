import type { EventData } from '@nowait/contract/events'
import type {
  Order as OrderAnswer,
  OrderItem,
  OrderStatus,
  OrderSummary,
  ShipTo,
} from '@nowait/contract/order'
import {
  type Change,
  decide,
  type Decision,
  isCancellable,
  type OrderCommand,
  type OrderEventType,
  type OrderState,
} from './order-state.ts'

/** An order as we keep it. Items are what the customer saw and never change; `version` counts its events. */
export interface Order {
  id: string
  number: string
  memberId: string
  placedAt: string
  items: OrderItem[]
  total: number
  points: number
  shipTo: ShipTo
  state: OrderState
  version: number
  history: { status: OrderStatus; at: string }[]
}

export type OrderEvent = {
  [T in OrderEventType]: { type: T; aggregate: string; version: number; data: EventData<T> }
}[OrderEventType]

/** An order as it begins, with its first event. */
export function place(draft: Omit<Order, 'state' | 'version' | 'history'>): Outcome {
  const begun: Order = { ...draft, state: { status: 'awaiting-stock' }, version: 0, history: [] }
  return record(begun, begun.state, [{ type: 'order.placed', status: 'awaiting-stock' }], draft.placedAt)
}

export interface Outcome {
  order: Order
  events: OrderEvent[]
}

/** Carries out a command at the moment `at`: the order after it and the events to publish, with dense versions. */
export function handle(
  order: Order,
  command: OrderCommand,
  at: string,
): ({ ok: true } & Outcome) | Extract<Decision, { ok: false }> {
  const decision = decide(order.state, command)
  if (!decision.ok) return decision
  return { ok: true, ...record(order, decision.state, decision.changes, at) }
}

function record(order: Order, state: OrderState, changes: Change[], at: string): Outcome {
  const after: Order = {
    ...order,
    state,
    version: order.version + changes.length,
    history: [...order.history, ...changes.map(({ status }) => ({ status, at }))],
  }
  const events = changes.map((change, index) => eventOf(after, change, order.version + index + 1))
  return { order: after, events }
}

function eventOf(order: Order, change: Change, version: number): OrderEvent {
  const { id: aggregate, memberId, number, items, total, points, placedAt } = order
  const of = { aggregate, version }
  switch (change.type) {
    case 'order.placed':
      return { ...of, type: change.type, data: { memberId, number, items, total, points, placedAt } }
    case 'order.confirmed':
      return { ...of, type: change.type, data: { memberId, number, total, points } }
    case 'order.rejected':
      return { ...of, type: change.type, data: { memberId, number, reason: change.reason } }
    case 'order.delivered':
      return { ...of, type: change.type, data: { memberId, number, points } }
    default:
      return { ...of, type: change.type, data: { memberId, number } }
  }
}

export function summaryOf(order: Order): OrderSummary {
  const { id, number, placedAt, items, total, version, state } = order
  return {
    id,
    number,
    status: state.status,
    placedAt,
    items,
    total,
    cancellable: isCancellable(state),
    version,
  }
}

export const answerOf = (order: Order): OrderAnswer => ({
  ...summaryOf(order),
  points: order.points,
  shipTo: order.shipTo,
  history: order.history,
  reason: order.state.status === 'rejected' ? order.state.reason : null,
})
