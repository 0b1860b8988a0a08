import { callService } from '@nowait/chassis/dispatch/call-service'
import type { TargetCall } from '@nowait/chassis/dispatch/integration'
import { createClient } from '@nowait/contract/client'
import { idempotencyHeader } from '@nowait/contract/headers'
import { type pointApi, PointEntry } from '@nowait/contract/point'
import { pointRoutes } from '@nowait/contract/point.routes'
import { Problem } from '@nowait/contract/problem'
import type { pushApi } from '@nowait/contract/push'
import { pushRoutes } from '@nowait/contract/push.routes'
import { pointOfTargets, pushOfTargets } from './clients.ts'
import { LoginPoints } from './login-points/store.ts'
import { ForgetBrowsers } from './members/forget-browsers.ts'

/** Puts the points of a sign-in into the balance. The key and the reference make it safe to repeat. */
export async function accrueLoginPoints(call: TargetCall): Promise<void> {
  const { memberId, day, points } = LoginPoints.parse(call.payload)
  const send = pointOfTargets().send({ member: memberId, deadlineMs: call.deadlineMs, idempotent: true })
  const answer = await callService(() =>
    createClient<typeof pointApi>(pointRoutes, send).accruePoints({
      headers: { [idempotencyHeader]: call.idempotencyKey },
      body: { reference: `login:${day}`, reason: 'login', points, state: 'accrued' },
      signal: call.signal,
    }),
  )
  // Before anybody is told that the points are there, the answer has to say so.
  if (!PointEntry.safeParse(answer).success) throw new Problem('UPSTREAM_INVALID', { about: memberId })
}

/** Takes the browsers of a member off the list of those that get pushes. */
export async function forgetBrowsers(call: TargetCall): Promise<void> {
  const { memberId, seenUntil } = ForgetBrowsers.parse(call.payload)
  const send = pushOfTargets().send({ member: memberId, deadlineMs: call.deadlineMs, idempotent: true })
  await callService(() =>
    createClient<typeof pushApi>(pushRoutes, send).removeSubscriptions({
      body: { seenUntil },
      signal: call.signal,
    }),
  )
}
