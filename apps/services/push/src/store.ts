import { randomUUIDv7 } from 'node:crypto'
import type { Sql, Tx } from '@nowait/chassis/database'
import type { PushResult } from '@nowait/contract/push'
import type { BrowserKeys } from './encrypt.ts'
import type { Delivered } from './push.ts'
import type { KeyPair } from './vapid.ts'

/** The pair that was kept first. Whoever comes later, or at the same moment, gets that one. */
export async function keepKeyPair(sql: Sql, made: KeyPair): Promise<KeyPair> {
  await sql`
    insert into vapid_key (public_key, private_key) values (${made.publicKey}, ${made.privateKey})
    on conflict do nothing`
  const [row] = await sql<[KeyPair]>`
    select public_key as "publicKey", private_key as "privateKey" from vapid_key`
  return row
}

/** A browser as it is kept. */
export interface Subscription extends BrowserKeys {
  id: string
  memberId: string
  endpoint: string
}

/** Nobody else changes the subscriptions of the member, or who has the endpoint, until the transaction ends. */
export async function lockSubscriptions(tx: Tx, memberId: string, endpoint: string): Promise<void> {
  // In this order everywhere: an endpoint is never held by somebody who still waits for a member.
  await tx`select pg_advisory_xact_lock(hashtextextended(${`member ${memberId}`}, 0))`
  await tx`select pg_advisory_xact_lock(hashtextextended(${`endpoint ${endpoint}`}, 0))`
}

export async function findSubscription(tx: Tx, endpoint: string): Promise<Subscription | undefined> {
  const [row] = await tx<Subscription[]>`
    select id, member_id as "memberId", endpoint, p256dh, auth from subscription where endpoint = ${endpoint}`
  return row
}

/** Writes a subscription, seen now. An id of its own takes the place of whatever had its endpoint. */
export async function saveSubscription(tx: Tx, saved: Subscription): Promise<void> {
  const { id, memberId, endpoint, p256dh, auth } = saved
  await tx`
    insert into subscription (id, member_id, endpoint, p256dh, auth, seen_at)
    values (${id}, ${memberId}, ${endpoint}, ${p256dh}, ${auth}, clock_timestamp())
    on conflict (endpoint) do update set id = excluded.id, member_id = excluded.member_id,
      p256dh = excluded.p256dh, auth = excluded.auth, seen_at = excluded.seen_at`
}

/** Forgets all but the `kept` browsers that were seen last. One that somebody else is changing goes by itself. */
export async function trimSubscriptions(tx: Tx, memberId: string, kept: number): Promise<void> {
  await tx`
    delete from subscription where id in (
      select id from subscription where member_id = ${memberId}
      order by seen_at desc, id desc offset ${kept} for update skip locked)`
}

export async function deleteSubscription(sql: Sql, memberId: string, endpoint: string): Promise<void> {
  await sql`delete from subscription where member_id = ${memberId} and endpoint = ${endpoint}`
}

/** Those that were last seen at `seenUntil` or before, an ISO 8601 time. */
export async function deleteSubscriptionsUntil(sql: Sql, memberId: string, seenUntil: string): Promise<void> {
  await sql`delete from subscription where member_id = ${memberId} and seen_at <= ${seenUntil}`
}

export async function listSubscriptions(
  sql: Sql,
  memberId: string,
): Promise<{ id: string; seenAt: string }[]> {
  const rows = await sql<{ id: string; seenAt: Date }[]>`
    select id, seen_at as "seenAt" from subscription where member_id = ${memberId}
    order by seen_at desc, id desc`
  return rows.map(({ id, seenAt }) => ({ id, seenAt: seenAt.toISOString() }))
}

/** Who asks for a push, under which key, and for how long it may be worked on, ms. */
export interface Asking {
  memberId: string
  key: string
  requestHash: Buffer
  ttlSeconds: number
  claimMs: number
}

export interface Push {
  id: string
  requestHash: Buffer
  answer: PushResult | null
  /** Somebody else is at it for so long, ms; not positive when nobody is. */
  claimedMs: number
  /** What is left of its time, whole seconds; not positive when it is over. */
  ttlSeconds: number
}

/** The push of a key. Made and claimed when there is none; then with a delivery for each browser of the member. */
export async function openPush(tx: Tx, asking: Asking): Promise<{ push: Push; made: boolean }> {
  const { memberId, key, requestHash, ttlSeconds, claimMs } = asking
  const made = await tx<{ id: string }[]>`
    insert into push (id, member_id, key, request_hash, created_at, expires_at, claimed_until)
    values (${randomUUIDv7()}, ${memberId}, ${key}, ${requestHash}, clock_timestamp(),
      clock_timestamp() + make_interval(secs => ${ttlSeconds}), clock_timestamp() + make_interval(secs => ${claimMs / 1_000}))
    on conflict do nothing returning id`
  if (made[0]) {
    await tx`
      insert into delivery (push_id, subscription_id)
      select ${made[0].id}, id from subscription where member_id = ${memberId}`
  }
  const [push] = await tx<[Push]>`
    select id, request_hash as "requestHash", answer,
      (extract(epoch from claimed_until - clock_timestamp()) * 1000)::int as "claimedMs",
      ceil(extract(epoch from expires_at - clock_timestamp()))::int as "ttlSeconds"
    from push where member_id = ${memberId} and key = ${key} for update`
  return { push, made: made.length > 0 }
}

/** Takes over a push whose former worker has given up or died. It has to be locked. */
export async function claimPush(tx: Tx, id: string, claimMs: number): Promise<void> {
  await tx`
    update push set claimed_until = clock_timestamp() + make_interval(secs => ${claimMs / 1_000}) where id = ${id}`
}

/** A browser that a push has not reached yet; `at` is null when it unsubscribed in the meantime. */
export interface Pending {
  subscriptionId: string
  at: (BrowserKeys & { endpoint: string }) | null
}

export async function listPending(tx: Tx, pushId: string): Promise<Pending[]> {
  return tx<Pending[]>`
    select subscription_id as "subscriptionId",
      case when id is not null then json_build_object('endpoint', endpoint, 'p256dh', p256dh, 'auth', auth) end as at
    from delivery left join subscription on id = subscription_id
    where push_id = ${pushId} and state = 'pending'`
}

/** Keeps what became of a delivery; a browser that is gone is forgotten in the same statement. */
export async function keepDelivered(
  sql: Sql,
  of: { pushId: string; subscriptionId: string; state: Delivered },
): Promise<void> {
  await sql`
    with forgotten as (delete from subscription where id = ${of.subscriptionId} and ${of.state} = 'gone')
    update delivery set state = ${of.state}
    where push_id = ${of.pushId} and subscription_id = ${of.subscriptionId} and state = 'pending'`
}

/** Gives the push out of hand. Its answer, which stays, or null while some browser is pending. */
export async function finishPush(sql: Sql, id: string): Promise<PushResult | null> {
  const [row] = await sql<[{ answer: PushResult | null }]>`
    update push set claimed_until = clock_timestamp(), answer = coalesce(answer, (
      select case when count(*) filter (where state = 'pending') = 0 then json_build_object(
        'sent', count(*) filter (where state = 'sent'),
        'gone', count(*) filter (where state = 'gone'),
        'failed', count(*) filter (where state = 'failed')) end
      from delivery where push_id = push.id))
    where id = ${id} returning answer`
  return row.answer
}

/** Deletes pushes older than 30 days; gives how many. No job is tried again after so long. */
export async function forgetPushes(sql: Sql, batch: number): Promise<number> {
  const rows = await sql`
    delete from push where id in (
      select id from push where created_at < now() - interval '30 days' limit ${batch}) returning 1`
  return rows.length
}
