import { callService } from '@nowait/chassis/dispatch/call-service'
import type { TargetCall } from '@nowait/chassis/dispatch/integration'
import type { PushResult } from '@nowait/contract/push'
import { pointsOfTargets, pushOfTargets } from './clients.ts'
import { CancelPush, PurchasePoints } from './follow-ups.ts'

/** Tells the point service what became of the points of an order. The key and the reference make it safe to repeat. */
export async function settlePurchasePoints({ payload, idempotencyKey, signal }: TargetCall): Promise<void> {
  const { orderId, memberId, points, state } = PurchasePoints.parse(payload)
  const request = { key: idempotencyKey, orderId, memberId, signal }
  const service = pointsOfTargets()
  await callService(() =>
    state === 'revoked' ? service.revoke(request) : service.accrue({ ...request, points, state }),
  )
}

/** Pushes a cancellation to the member's browsers, once each for a key. */
export function pushCancellation({ payload, idempotencyKey, signal }: TargetCall): Promise<PushResult> {
  const { orderId, memberId, number } = CancelPush.parse(payload)
  const push = { key: idempotencyKey, orderId, memberId, number, signal }
  return callService(() => pushOfTargets().cancelled(push))
}
