import type { Sql } from '@nowait/chassis/database'
import { group } from './subscriptions.ts'

const most = 1_000

/** The members of whom events are parked; undefined when that cannot be said of all, or they are too many. */
export async function listParkedOwners(sql: Sql): Promise<string[] | undefined> {
  const rows = await sql<{ id: string | null }[]>`
    select distinct event -> 'data' ->> 'memberId' as id from parked_event
    where consumer_group = ${group} limit ${most + 1}`
  if (rows.length > most) return undefined
  const ids = rows.map(({ id }) => id)
  return ids.every((id) => id !== null) ? ids : undefined
}
