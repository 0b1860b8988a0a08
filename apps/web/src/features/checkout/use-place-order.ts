import { ClientProblem } from '@nowait/contract/client'
import type { Order, PlaceOrder } from '@nowait/contract/order'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { cart } from '../../lib/cart.ts'
import { withoutOrdered } from '../../lib/cart-lines.ts'
import { askAgain } from '../../lib/hold.ts'
import { newAttempt, orderAttempt, type OrderAttempt } from '../../lib/order-attempt.ts'
import { primePart } from '../../lib/page-stream.ts'
import { href } from '../../lib/paths.ts'
import { go } from '../../lib/router.ts'
import { useSession } from '../../lib/session.ts'
import { showPlaced } from './show-placed.ts'

/** A rejected order is an answer, and an error to whoever wanted it. */
class Rejected extends Error {
  readonly reason: NonNullable<Order['reason']>
  constructor(reason: NonNullable<Order['reason']>) {
    super(reason)
    this.reason = reason
  }
}

export type OrderTrouble =
  | 'OUT_OF_STOCK'
  | 'PRICE_CHANGED'
  | 'PRODUCT_NOT_FOUND'
  | 'INVALID_REQUEST'
  | 'RATE_LIMITED'
  | 'UNREACHABLE'
  | 'other'

/** Sends an order so that it arrives at most once, however often it is sent. */
export function usePlaceOrder() {
  const client = useQueryClient()
  const session = useSession()
  const memberId = session.state === 'member' ? session.member.id : undefined
  const kept = orderAttempt.use()
  const unanswered = kept && belongsTo(kept, memberId) ? kept : null
  const placing = useMutation({
    mutationFn: send,
    // The same key again is always safe: once more where no answer came, a little longer where the first one still runs.
    // What was refused with a time to wait has been sent again already.
    retry: (failures, error) =>
      failures < (isRunning(error) ? 8 : isRefused(error) ? 0 : 1) && isUnanswered(error) && navigator.onLine,
    retryDelay: 700,
    onSuccess: (order) => {
      cart.set(withoutOrdered(cart.get(), order.items))
      primePart(client, 'orderPage', { params: { id: order.id } }, 'order', order)
      showPlaced(client, order)
      askAgain(client, ['listOrders', 'myPage', 'getLastShipTo'])
      void go(href('order', { id: order.id }), { replace: true })
    },
    onSettled: () =>
      // Stock, and perhaps prices, are no longer what we showed.
      client.invalidateQueries({ queryKey: ['getProduct'] }),
  })
  return {
    place: (body: PlaceOrder) => {
      const attempt = newAttempt(body, memberId)
      orderAttempt.set(attempt)
      placing.mutate(attempt)
    },
    /** Sent earlier, in this visit or before a reload, and without an answer. */
    unanswered: placing.isPending ? null : unanswered,
    resume: () => unanswered && placing.mutate(unanswered),
    startOver: () => {
      orderAttempt.set(null)
      placing.reset()
    },
    isPlacing: placing.isPending || placing.isSuccess,
    trouble: placing.error ? troubleOf(placing.error) : undefined,
    problem: placing.error instanceof ClientProblem ? placing.error.problem : undefined,
  }
}

async function send(attempt: OrderAttempt): Promise<Order> {
  try {
    const order = await api.placeOrder({ headers: { 'idempotency-key': attempt.key }, body: attempt.body })
    orderAttempt.set(null)
    if (order.reason) throw new Rejected(order.reason)
    return order
  } catch (error) {
    if (!isUnanswered(error)) orderAttempt.set(null)
    throw error
  }
}

/** Whether the order may have been placed although we cannot know. */
export function isUnanswered(error: unknown): boolean {
  if (!(error instanceof ClientProblem)) return false
  const isPassed = error.status === 0 || error.status >= 500 || error.code === 'UNREACHABLE'
  // Not signed in any more: nothing was read, and an earlier sending may have been.
  return isPassed || isRunning(error) || error.code === 'NOT_SIGNED_IN'
}

/** Before any work was begun; a database that is away may have gone in the middle of it. */
const isRefused = (error: unknown) =>
  error instanceof ClientProblem &&
  error.problem?.retryAfterMs !== undefined &&
  error.code !== 'SERVICE_UNAVAILABLE'

const isRunning = (error: unknown) =>
  error instanceof ClientProblem && error.code === 'IDEMPOTENCY_KEY_RUNNING'

const belongsTo = (attempt: OrderAttempt, memberId: string | undefined) =>
  !attempt.memberId || !memberId || attempt.memberId === memberId

const named: readonly OrderTrouble[] = [
  'OUT_OF_STOCK',
  'PRICE_CHANGED',
  'PRODUCT_NOT_FOUND',
  'INVALID_REQUEST',
  'RATE_LIMITED',
]

function troubleOf(error: unknown): OrderTrouble {
  if (error instanceof Rejected) return error.reason
  if (isUnanswered(error)) return 'UNREACHABLE'
  const code = error instanceof ClientProblem ? error.code : undefined
  return named.find((trouble) => trouble === code) ?? 'other'
}
