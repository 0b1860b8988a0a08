import type { EventType } from '@nowait/contract/events'
import type { OrderStatus } from '@nowait/contract/order'

/** How far the goods have come; they never go back. */
export const progress = ['confirmed', 'preparing', 'shipped', 'delivered'] as const
export type Progress = (typeof progress)[number]

export type RejectReason = 'OUT_OF_STOCK' | 'PRODUCT_NOT_FOUND'

export type OrderState =
  | { status: 'awaiting-stock' | Progress | 'cancelled' }
  | { status: 'rejected'; reason: RejectReason }
  /** Shipping has yet to decide. What the parcel does meanwhile is remembered and told when the order goes on. */
  | { status: 'cancelling'; from: Progress; reached: Progress }

export type OrderCommand =
  | { type: 'confirm' }
  | { type: 'reject'; reason: RejectReason }
  | { type: 'cancel' }
  | { type: 'advance'; to: Progress }
  /** Shipping has stopped the parcel. */
  | { type: 'stop' }
  /** Shipping could not stop the parcel any more. */
  | { type: 'refuse-cancel' }

export type OrderEventType = Extract<EventType, `order.${string}`>

/** One event to be written, with the status the order has after it. */
export type Change =
  | { type: Exclude<OrderEventType, 'order.rejected'>; status: OrderStatus }
  | { type: 'order.rejected'; status: 'rejected'; reason: RejectReason }

export type Decision =
  | { ok: true; state: OrderState; changes: Change[] }
  | { ok: false; problem: 'ORDER_NOT_CANCELLABLE' }

/** Whether asking for a cancellation has a chance. */
export const isCancellable = ({ status }: OrderState): boolean =>
  status === 'awaiting-stock' || status === 'confirmed' || status === 'preparing'

/**
 * What a command does to an order. Commands come from events that may repeat or be late, so one that has been overtaken
 * changes nothing; only the customer's own wish to cancel can be refused.
 */
export function decide(state: OrderState, command: OrderCommand): Decision {
  switch (command.type) {
    case 'confirm':
      return state.status === 'awaiting-stock' ? move(state, ['confirmed']) : nothing(state)
    case 'reject':
      return state.status === 'awaiting-stock' ? reject(command.reason) : nothing(state)
    case 'cancel':
      return cancel(state)
    case 'advance':
      return advance(state, command.to)
    case 'stop':
      return state.status === 'cancelling' ? cancelled : nothing(state)
    case 'refuse-cancel':
      return state.status === 'cancelling' ? resume(state) : nothing(state)
  }
}

const nothing = (state: OrderState): Decision => ({ ok: true, state, changes: [] })

const cancelled: Decision = {
  ok: true,
  state: { status: 'cancelled' },
  changes: [{ type: 'order.cancelled', status: 'cancelled' }],
}

const reject = (reason: RejectReason): Decision => ({
  ok: true,
  state: { status: 'rejected', reason },
  changes: [{ type: 'order.rejected', status: 'rejected', reason }],
})

function cancel(state: OrderState): Decision {
  switch (state.status) {
    case 'awaiting-stock':
      // No parcel exists yet, so nobody has to be asked.
      return cancelled
    case 'confirmed':
    case 'preparing':
      return {
        ok: true,
        state: { status: 'cancelling', from: state.status, reached: state.status },
        changes: [{ type: 'order.cancel-requested', status: 'cancelling' }],
      }
    case 'cancelling':
    case 'cancelled':
      return nothing(state)
    default:
      return { ok: false, problem: 'ORDER_NOT_CANCELLABLE' }
  }
}

function advance(state: OrderState, to: Progress): Decision {
  if (state.status === 'cancelling')
    return nothing(isBefore(state.reached, to) ? { ...state, reached: to } : state)
  return isProgress(state.status) ? move(state, between(state.status, to)) : nothing(state)
}

function resume(state: OrderState & { status: 'cancelling' }): Decision {
  const missed = between(state.from, state.reached)
  return {
    ok: true,
    state: { status: state.reached },
    changes: [{ type: 'order.cancel-refused', status: state.from }, ...missed.map(changeTo)],
  }
}

const move = (state: OrderState, steps: Progress[]): Decision => ({
  ok: true,
  state: steps.length > 0 ? { status: steps.at(-1)! } : state,
  changes: steps.map(changeTo),
})

const changeTo = (status: Progress): Change => ({ type: `order.${status}`, status })

const isProgress = (status: OrderStatus): status is Progress => progress.some((step) => step === status)

const isBefore = (a: Progress, b: Progress) => progress.indexOf(a) < progress.indexOf(b)

// A step that was never reported (a carrier may skip one) is made up for, so that no reader misses it.
const between = (from: Progress, to: Progress): Progress[] =>
  progress.slice(progress.indexOf(from) + 1, progress.indexOf(to) + 1)
