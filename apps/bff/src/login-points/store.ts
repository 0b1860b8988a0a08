import type { Sql, Tx } from '@nowait/chassis/database'
import { publish } from '@nowait/chassis/events/publish'
import { uuidv7 } from '@nowait/chassis/uuidv7'
import type { PointEntry } from '@nowait/contract/point'
import { Day, Id, Points } from '@nowait/contract/values'
import { z } from 'zod'

/** What the first sign-in of a day brings. */
export const LoginPoints = z.object({ memberId: Id, day: Day, points: Points })
export type LoginPoints = z.infer<typeof LoginPoints>

/** The day in Seoul by the database's clock, and whether the member has signed in on it before. */
export async function readToday(sql: Sql, memberId: string): Promise<{ day: string; isFirst: boolean }> {
  const [row] = await sql<{ day: string; isFirst: boolean }[]>`
    select day::text, not exists (
      select from login_points where member_id = ${memberId} and login_points.day = today.day
    ) as "isFirst"
    from (select (now() at time zone 'Asia/Seoul')::date as day) as today`
  return row!
}

// Not of the member: each day begins a new one, so that no day waits for another.
const aggregateOf = ({ memberId, day }: LoginPoints) => `login:${memberId}:${day}`

/** Records and publishes that points were requested; once a member and day. */
export async function recordRequest(tx: Tx, login: LoginPoints): Promise<void> {
  const { memberId, day, points } = login
  const recorded = await tx`
    insert into login_points (id, member_id, day, points) values (${uuidv7()}, ${memberId}, ${day}, ${points})
    on conflict (member_id, day) do nothing returning 1`
  if (recorded.length === 0) return
  const data = { memberId, points }
  await publish(tx, { type: 'points.requested', aggregate: aggregateOf(login), version: 1, data })
}

/** Records and publishes that requested points are in the balance; nothing happens when they already were. */
export async function recordAccrual(tx: Tx, login: LoginPoints): Promise<void> {
  const { memberId, day, points } = login
  const recorded = await tx`
    update login_points set state = 'accrued'
    where member_id = ${memberId} and day = ${day} and state = 'pending' returning 1`
  if (recorded.length === 0) return
  const data = { memberId, points }
  await publish(tx, { type: 'points.accrued', aggregate: aggregateOf(login), version: 2, data })
}

/** What is still to be accrued, as the ledger will have it, newest first. */
export async function listPending(sql: Sql, memberId: string): Promise<PointEntry[]> {
  const rows = await sql<{ id: string; reference: string; points: number; at: Date }[]>`
    select id, 'login:' || day as reference, points, requested_at as at from login_points
    where member_id = ${memberId} and state = 'pending' order by day desc limit 50`
  return rows.map(({ at, ...row }) => ({
    ...row,
    reason: 'login',
    state: 'pending',
    orderId: null,
    at: at.toISOString(),
    expiresOn: null,
  }))
}

/** Forgets a batch of what was accrued long ago: those days do not come again. Says how many. */
export async function purgeAccrued(sql: Sql, olderThanDays: number): Promise<number> {
  const { count } = await sql`
    delete from login_points where id in (
      select id from login_points
      where state = 'accrued' and day < (now() - make_interval(days => ${olderThanDays}))::date limit 1000
    )`
  return count
}
