import type { Order, OrderStatus } from '@nowait/contract/order'

type Progress = Pick<Order, 'status' | 'history'>

/** The way of an order that goes well, as it is shown. */
export const steps = ['confirmed', 'preparing', 'shipped', 'delivered'] as const satisfies OrderStatus[]

const final: readonly OrderStatus[] = ['delivered', 'rejected', 'cancelled']

/** Nothing will happen to it any more by itself. */
export const isFinal = (status: OrderStatus): boolean => final.includes(status)

export const isOff = (status: OrderStatus): boolean =>
  status === 'cancelling' || status === 'cancelled' || status === 'rejected'

/** A cancellation was asked for and lost against the carrier. */
export function wasCancelRefused({ status, history }: Progress): boolean {
  return !isOff(status) && history.some((step) => step.status === 'cancelling')
}

export interface Step {
  /** `placed` begins the way of an order that had no other beginning. */
  status: OrderStatus | 'placed'
  state: 'reached' | 'current' | 'ahead'
  at: string | undefined
}

/** What the step strip shows: the four steps, or for an order that was taken back how far it came and its end. */
export function stepsOf(order: Progress): Step[] {
  return isOff(order.status) ? stepsBack(order) : stepsAhead(order)
}

const reachedAt = ({ history }: Progress, status: OrderStatus) =>
  history.findLast((step) => step.status === status)?.at

function stepsAhead(order: Progress): Step[] {
  const current = steps.findIndex((step) => step === order.status)
  return steps.map((status, index) => ({
    status,
    state: index < current ? 'reached' : index === current ? 'current' : 'ahead',
    at: index <= current ? reachedAt(order, status) : undefined,
  }))
}

function stepsBack(order: Progress): Step[] {
  const reached = (status: OrderStatus) => reachedAt(order, status) !== undefined
  const before = steps.filter(reached)
  const end: OrderStatus[] =
    order.status === 'cancelling'
      ? ['cancelling', 'cancelled']
      : [...(['cancelling'] as const).filter(reached), order.status]
  const placed: Step = { status: 'placed', state: 'reached', at: order.history[0]?.at }
  const rest = [...before, ...end].map((status): Step => ({
    status,
    state: status === order.status ? 'current' : reached(status) ? 'reached' : 'ahead',
    at: reachedAt(order, status),
  }))
  return before.length === 0 ? [placed, ...rest] : rest
}
