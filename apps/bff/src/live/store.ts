import type { Sql, Tx } from '@nowait/chassis/database'
import type { LiveEvent } from '@nowait/contract/bff'

/** Something a member's browsers are told. */
export interface Told {
  memberId: string
  event: Exclude<LiveEvent, { type: 'reset' }>
  /** What it tells of and in which version, for this process alone: see my-page/told.ts. */
  seen?: string
}

export interface LiveRow {
  position: number
  memberId: string
  event: LiveEvent
  seen?: string
}

/** Notified after each commit that appended. */
export const liveChannel = 'bff_live'

interface Row {
  position: number
  member_id: string
  event: LiveEvent & { seen?: string }
}

const rowOf = ({ position, member_id, event: { seen, ...event } }: Row): LiveRow => ({
  position,
  memberId: member_id,
  event,
  seen,
})

/** All SQL about the live log. */
export function liveStore({ sql }: { sql: Sql }) {
  return {
    /** The last thing a transaction does: from here to its commit other writers wait for the next positions. */
    async append(tx: Tx, told: Told[]): Promise<void> {
      if (told.length === 0) return
      const members = told.map((one) => one.memberId)
      const events = told.map(({ event, seen }) => JSON.stringify({ ...event, seen }))
      await tx`
        with head as (
          update live_head set position = position + ${told.length} returning position - ${told.length} as before
        ), written as (
          insert into live (position, member_id, event)
          select head.before + given.nth, given.member_id, given.event::jsonb
          from head, unnest(${members}::uuid[], ${events}::text[]) with ordinality as given (member_id, event, nth)
        )
        select pg_notify(${liveChannel}, '')`
    },

    /** Where the log ends, and its oldest row still kept. */
    async ends(): Promise<{ head: number; oldest: number }> {
      const [row] = await sql<{ head: number; oldest: number }[]>`
        select h.position as head, coalesce((select min(position) from live), h.position + 1) as oldest
        from live_head h`
      return row!
    },

    /** Everybody's rows after a position, oldest first. */
    async after(position: number, limit: number): Promise<LiveRow[]> {
      const rows = await sql<Row[]>`
        select position, member_id, event from live where position > ${position} order by position limit ${limit}`
      return rows.map(rowOf)
    },

    /** One member's rows between two positions, the first excluded. */
    async between(memberId: string, from: number, to: number, limit: number): Promise<LiveRow[]> {
      const rows = await sql<Row[]>`
        select position, member_id, event from live
        where member_id = ${memberId} and position > ${from} and position <= ${to} order by position limit ${limit}`
      return rows.map(rowOf)
    },

    /** One member's rows of the last seconds up to a position. */
    async lately(memberId: string, seconds: number, to: number, limit: number): Promise<LiveRow[]> {
      const rows = await sql<Row[]>`
        select position, member_id, event from live
        where member_id = ${memberId} and position <= ${to} and at > now() - make_interval(secs => ${seconds})
        order by position limit ${limit}`
      return rows.map(rowOf)
    },

    async purge(olderThanMinutes: number): Promise<number> {
      const rows = await sql`
        delete from live where position in (
          select position from live where at < now() - make_interval(mins => ${olderThanMinutes})
          order by position limit 1000
        ) returning position`
      return rows.length
    },
  }
}
export type LiveStore = ReturnType<typeof liveStore>
