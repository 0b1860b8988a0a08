import type { Tx } from '@nowait/chassis/database'
import type { Completed } from '@nowait/chassis/dispatch/integration'
import { publish } from '@nowait/chassis/events/publish'
import { PushResult } from '@nowait/contract/push'
import { CancelPush, PurchasePoints } from './follow-ups.ts'
import { recordPoints, settlePoints } from './store.ts'

/** Publishes what became of the points of an order. Their promise comes first, also in a mode that keeps no order. */
export async function pointsSettled(tx: Tx, { payload }: Completed): Promise<void> {
  const { state, ...promise } = PurchasePoints.parse(payload)
  await recordPoints(tx, promise)
  if (state !== 'pending') await settlePoints(tx, promise.orderId, state)
}

/** Publishes to how many browsers it went. An aggregate of its own: those who follow orders see no hole in their versions. */
export async function pushSent(tx: Tx, { payload, result }: Completed): Promise<void> {
  const { orderId, memberId } = CancelPush.parse(payload)
  const data = { orderId, memberId, kind: 'order-cancelled', ...PushResult.parse(result) } as const
  await publish(tx, { type: 'push.sent', aggregate: `push:${orderId}`, version: 1, data })
}
