import type { Sql } from '../session.ts'
import { logChannel } from './channels.ts'

export const batchSize = 1_000

/**
 * Moves the oldest rows that are visible from the outbox to the end of the log and tells the readers; says how many.
 * One statement: killed at any moment, all of it has happened or nothing. Only who holds the sequencer's lock may call
 * it, on the session that holds it: then the order of the numbers is the order in which rows became visible.
 */
export async function moveBatch(sql: Sql, schema: string): Promise<number> {
  const outbox = sql`${sql(schema)}.outbox`
  const log = sql`${sql(schema)}.event_log`
  const [batch] = await sql<[{ moved: number }?]>`
    with moved as (
      delete from ${outbox}
      where pos in (select pos from ${outbox} order by pos limit ${batchSize})
      returning *
    ), logged as (
      insert into ${log} (seq, id, topic, partition, aggregate, version, type, at, data)
      select (select coalesce(max(seq), 0) from ${log}) + row_number() over (order by pos) as seq,
        id, topic, partition, aggregate, version, type, at, data
      from moved
      order by seq
      returning seq
    )
    select count(*)::int as moved, pg_notify(${logChannel(schema)}, max(seq)::text)
    from logged
    having count(*) > 0`
  return batch?.moved ?? 0
}
