import type { Order, OrderStatus } from '@nowait/contract/order'

/** The way of an order that goes well, as it is shown. */
export const steps = ['confirmed', 'preparing', 'shipped', 'delivered'] as const satisfies OrderStatus[]

const final: readonly OrderStatus[] = ['delivered', 'rejected', 'cancelled']

/** Nothing will happen to it any more by itself. */
export const isFinal = (status: OrderStatus): boolean => final.includes(status)

export const isOff = (status: OrderStatus): boolean =>
  status === 'cancelling' || status === 'cancelled' || status === 'rejected'

/** A cancellation was asked for and lost against the carrier. */
export function wasCancelRefused({ status, history }: Pick<Order, 'status' | 'history'>): boolean {
  return !isOff(status) && history.some((step) => step.status === 'cancelling')
}

export interface Step {
  status: OrderStatus
  state: 'reached' | 'current' | 'ahead'
  at: string | undefined
}

/** What the step strip shows: the four steps, or for an order that was taken back how far it came and its end. */
export function stepsOf({ status, history }: Pick<Order, 'status' | 'history'>): Step[] {
  const reachedAt = (wanted: OrderStatus) => history.findLast((step) => step.status === wanted)?.at
  if (isOff(status)) {
    const end: OrderStatus[] = status === 'rejected' ? ['rejected'] : ['cancelling', 'cancelled']
    const before = steps.filter((step) => reachedAt(step) !== undefined)
    return [...before, ...end].map((step) => ({
      status: step,
      state: step === status ? 'current' : reachedAt(step) === undefined ? 'ahead' : 'reached',
      at: reachedAt(step),
    }))
  }
  const current = steps.indexOf(status as (typeof steps)[number])
  return steps.map((step, index) => ({
    status: step,
    state: index < current ? 'reached' : index === current ? 'current' : 'ahead',
    at: index <= current ? reachedAt(step) : undefined,
  }))
}
