import { createHash } from 'node:crypto'
import type { Database } from '@nowait/chassis/database'
import type { Log } from '@nowait/chassis/log'
import { remainingMs } from '@nowait/chassis/request-context'
import { Problem } from '@nowait/contract/problem'
import type { PushResult, SendPush } from '@nowait/contract/push'
import { messageOf, type Outcome, retryOf } from './push.ts'
import {
  claimPush,
  finishPush,
  keepDelivered,
  listPending,
  openPush,
  type Pending,
  type Push,
} from './store.ts'
import type { Transport } from './transport.ts'

export interface Sending {
  database: Database
  transport: Transport
  log: Log
  /** For each browser; all are pushed to at once, ms. */
  deadlineMs: number
}

interface Request {
  memberId: string
  key: string
  body: SendPush
}

/**
 * Pushes to all browsers the member had when the key was first used. What became of each is kept as soon as it is known,
 * so a repetition tries only those that are still to be reached, and gets the first answer when there are none. A process
 * that dies between a push service's answer and our row pushes again, with the same id and topic: it replaces the first.
 * Throws UPSTREAM_ERROR while there are some, IDEMPOTENCY_KEY_RUNNING while another request is at it,
 * IDEMPOTENCY_KEY_REUSED when the key came with another body.
 */
export async function sendPush(sending: Sending, request: Request): Promise<PushResult> {
  const { database } = sending
  // The caller should hear of a push service that hangs before it hangs up itself.
  const deadlineMs = Math.min(sending.deadlineMs, Math.max((remainingMs() ?? Infinity) * 0.8, 1))
  const work = await take(database, request, deadlineMs + 2_000)
  if ('answer' in work) return work.answer

  const outcomes = await Promise.all(
    work.pending.map((pending) => deliver({ ...sending, deadlineMs }, request.body, work.push, pending)),
  )
  const answer = await finishPush(database.sql, work.push.id)
  if (answer) return answer
  throw new Problem('UPSTREAM_ERROR', { about: request.body.orderId, ...retryOf(outcomes) })
}

type Work = { answer: PushResult } | { push: Push; pending: Pending[] }

function take(database: Database, { memberId, key, body }: Request, claimMs: number): Promise<Work> {
  const requestHash = createHash('sha256').update(JSON.stringify(body)).digest()
  const { ttlSeconds } = body
  return database.transaction(async (tx) => {
    const { push, made } = await openPush(tx, { memberId, key, requestHash, ttlSeconds, claimMs })
    if (!push.requestHash.equals(requestHash)) throw new Problem('IDEMPOTENCY_KEY_REUSED', { about: key })
    if (push.answer) return { answer: push.answer }
    if (!made) {
      if (push.claimedMs > 0)
        throw new Problem('IDEMPOTENCY_KEY_RUNNING', { about: key, retryAfterMs: push.claimedMs })
      await claimPush(tx, push.id, claimMs)
    }
    return { push, pending: await listPending(tx, push.id) }
  })
}

async function deliver(sending: Sending, body: SendPush, push: Push, pending: Pending): Promise<Outcome> {
  const { subscriptionId } = pending
  const outcome = await attempt(sending, body, push, pending)
  if (outcome.why !== undefined) {
    const { state, why } = outcome
    // Never the endpoint: who has it and the keys can write to that browser.
    sending.log.warn(
      { state, why, subscriptionId, host: hostname(pending), pushId: push.id },
      'push not delivered',
    )
  }
  if (outcome.state !== 'retry') {
    await keepDelivered(sending.database.sql, { pushId: push.id, subscriptionId, state: outcome.state })
  }
  return outcome
}

async function attempt(
  { transport, deadlineMs }: Sending,
  body: SendPush,
  push: Push,
  { at }: Pending,
): Promise<Outcome> {
  if (!at) return { state: 'gone' }
  const { ttlSeconds } = push
  if (ttlSeconds <= 0) return { state: 'failed', why: 'was not reached in time' }
  const { endpoint, ...keys } = at
  return transport.send({
    endpoint,
    keys,
    message: messageOf(push.id, body),
    topic: body.topic,
    ttlSeconds,
    deadlineMs,
  })
}

const hostname = ({ at }: Pending) => at && new URL(at.endpoint).hostname
