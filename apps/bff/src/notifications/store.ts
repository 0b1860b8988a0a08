import type { Sql, Tx } from '@nowait/chassis/database'
import { publish } from '@nowait/chassis/events/publish'
import type { Written } from '@nowait/contract/mypage'
import type { Notification } from '@nowait/contract/bff'

const idsOfEvent = 200

export interface NewNotification {
  /** The event it tells of. */
  id: string
  memberId: string
  kind: Notification['kind']
  orderId: string
  /** Absent: as in an earlier notification about this order. */
  orderNumber?: string
  points: number | null
  at: string
}

interface Row {
  id: string
  kind: Notification['kind']
  order_id: string
  order_number: string
  points: number | null
  at: Date
  read_at: Date | null
}

/** All SQL about notifications; every question names the member it is for. */
export function notificationStore({ sql }: { sql: Sql }) {
  return {
    /** Writes nothing for an event that has made its notification before. */
    async insert(tx: Tx, news: NewNotification[]): Promise<void> {
      // Those without a number take it from an earlier one about the order, which may be among these.
      const [numbered, others] = [true, false].map((has) =>
        news.filter(({ orderNumber }) => (orderNumber !== undefined) === has),
      )
      for (const some of [numbered!, others!].filter(({ length }) => length > 0))
        await tx`
          insert into notification (id, member_id, kind, order_id, order_number, points, at)
          select id, "memberId", kind, "orderId",
            coalesce("orderNumber",
              (select order_number from notification where order_id = "orderId" and order_number <> '' limit 1), ''),
            points, at
          from json_to_recordset(${JSON.stringify(some)}::text::json) as told (
            id uuid, "memberId" uuid, kind text, "orderId" uuid, "orderNumber" text, points int, at timestamptz
          )
          on conflict (id) do nothing`
    },

    /** Newest first, those before `cursor`; one more than `size` when there are more. */
    async list(memberId: string, size: number, cursor: string | undefined): Promise<Notification[]> {
      const before = cursor
        ? sql`and (at, id) < (select at, id from notification where id = ${cursor} and member_id = ${memberId})`
        : sql``
      const rows = await sql<Row[]>`
        select id, kind, order_id, order_number, points, at, read_at
        from notification where member_id = ${memberId} ${before}
        order by at desc, id desc limit ${size + 1}`
      return rows.map((row) => ({
        id: row.id,
        kind: row.kind,
        orderId: row.order_id,
        orderNumber: row.order_number,
        points: row.points,
        at: row.at.toISOString(),
        readAt: row.read_at?.toISOString() ?? null,
      }))
    },

    async countUnread(memberId: string): Promise<number> {
      const [row] = await sql<{ count: number }[]>`
        select count(*)::int as count from notification where member_id = ${memberId} and read_at is null`
      return row!.count
    },

    /** Marks these, or all without ids; gives those that were unread, and when they were read. */
    async markRead(
      tx: Tx,
      memberId: string,
      ids: string[] | undefined,
    ): Promise<{ ids: string[]; readAt: string } | undefined> {
      const which = ids ? tx`and id = any(${ids})` : tx``
      const rows = await tx<{ id: string; readAt: Date }[]>`
        update notification set read_at = now()
        where member_id = ${memberId} and read_at is null ${which} returning id, read_at as "readAt"`
      return rows[0] && { ids: rows.map(({ id }) => id), readAt: rows[0].readAt.toISOString() }
    },

    /** Publishes what was read; gives the thing and version by which a page can be told to have it. */
    async publishRead(
      tx: Tx,
      memberId: string,
      { ids, readAt }: { ids: string[]; readAt: string },
    ): Promise<Written> {
      const aggregate = `notifications:${memberId}`
      const events = Math.ceil(ids.length / idsOfEvent)
      const [row] = await tx<[{ version: number }]>`
        insert into notification_reading as known (member_id, version) values (${memberId}, ${events})
        on conflict (member_id) do update set version = known.version + ${events}
        returning version`
      for (let n = 0; n < events; n++) {
        const data = { memberId, ids: ids.slice(n * idsOfEvent, (n + 1) * idsOfEvent), readAt }
        const version = row.version - events + n + 1
        await publish(tx, { type: 'notifications.read', aggregate, version, data })
      }
      return { kind: 'reading', id: aggregate, version: row.version }
    },

    async purge(olderThanDays: number): Promise<number> {
      const rows = await sql`
        delete from notification where id in (
          select id from notification where at < now() - make_interval(days => ${olderThanDays}) limit 1000
        ) returning id`
      return rows.length
    },
  }
}
