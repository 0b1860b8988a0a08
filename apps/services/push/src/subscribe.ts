import { randomUUIDv7, timingSafeEqual } from 'node:crypto'
import type { Database } from '@nowait/chassis/database'
import { Problem } from '@nowait/contract/problem'
import type { PushSubscriptionJson } from '@nowait/contract/push'
import { type BrowserKeys, isCurvePoint } from './encrypt.ts'
import { hostOf, type PushHost } from './push-hosts.ts'
import { findSubscription, lockSubscriptions, saveSubscription, trimSubscriptions } from './store.ts'

const maxPerMember = 10

/**
 * Subscribes a browser, or sees it again. A browser that another member used before changes hands when it shows the same
 * keys: nobody else knows them, and the former one must not go on reading pushes there. Who only knows its endpoint is
 * refused with INVALID_REQUEST.
 */
export function subscribe(
  database: Database,
  memberId: string,
  { endpoint, keys }: PushSubscriptionJson,
): Promise<{ id: string }> {
  return database.transaction(async (tx) => {
    await lockSubscriptions(tx, memberId, endpoint)
    const known = await findSubscription(tx, endpoint)
    const mine = known?.memberId === memberId
    if (known && !mine && !sameKeys(known, keys)) {
      throw refusal('endpoint', 'belongs to another member; subscribe again in this browser')
    }
    // Another id for another member: pushes under way to the former one find that browser gone.
    const id = mine ? known.id : randomUUIDv7()
    await saveSubscription(tx, { id, memberId, endpoint, ...keys })
    await trimSubscriptions(tx, memberId, maxPerMember)
    return { id }
  })
}

/** Throws INVALID_REQUEST unless the endpoint is a push service's, and the key one that can be encrypted for. */
export function checkSubscription({ endpoint, keys }: PushSubscriptionJson, hosts: PushHost[]): void {
  if (!hostOf(hosts, new URL(endpoint)))
    throw refusal('endpoint', 'is not the address of a known push service')
  if (!isCurvePoint(keys.p256dh)) throw refusal('keys.p256dh', 'is not a point of P-256')
}

function refusal(field: string, message: string): Problem {
  const path = `body.${field}`
  return new Problem('INVALID_REQUEST', { detail: `${path}: ${message}`, issues: [{ path, message }] })
}

// Their lengths are fixed by the contract.
const sameKeys = (one: BrowserKeys, other: BrowserKeys) =>
  timingSafeEqual(Buffer.from(one.p256dh + one.auth), Buffer.from(other.p256dh + other.auth))
