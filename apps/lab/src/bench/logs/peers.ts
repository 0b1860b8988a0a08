import { uuidv7 } from '@nowait/chassis/uuidv7'
import { data, type } from './event-data.ts'
import type { LogSystem, ReadEvent } from './log-system.ts'

const json = JSON.stringify(data)

/** Reads on from the highest position it has seen: what commits later with a lower one it never sees. */
export const naive: LogSystem = {
  append: (tx, { aggregate, version }) => tx`
    insert into naive_log (id, aggregate, version, type, data)
    values (${uuidv7()}, ${aggregate}, ${version}, ${type}, ${json}::text::jsonb)`,
  read: (sql, [pos] = ['0']) => sql<ReadEvent[]>`
    select array[pos::text] as place, aggregate, version from naive_log
    where pos > ${pos!}::bigint order by pos limit 1000`,
  clear: (sql) => sql`truncate naive_log`,
}

/** Reads what was written by transactions older than every running one, in the order of the transactions. */
export const xid8: LogSystem = {
  append: (tx, { aggregate, version }) => tx`
    insert into xid8_log (id, aggregate, version, type, data)
    values (${uuidv7()}, ${aggregate}, ${version}, ${type}, ${json}::text::jsonb)`,
  read: (sql, [xid, pos] = ['0', '0']) => sql<ReadEvent[]>`
    select array[xid::text, pos::text] as place, aggregate, version from xid8_log
    where (xid, pos) > (${xid!}::text::xid8, ${pos!}::bigint) and xid < pg_snapshot_xmin(pg_current_snapshot())
    order by xid, pos limit 1000`,
  clear: (sql) => sql`truncate xid8_log`,
}

/** One writer at a time: positions become visible in their order. */
export const advisoryLock: LogSystem = {
  append: (tx, { aggregate, version }) => tx`
    with locked as materialized (select pg_advisory_xact_lock(hashtext('locked_log')))
    insert into locked_log (id, aggregate, version, type, data)
    select ${uuidv7()}::uuid, ${aggregate}, ${version}::int, ${type}, ${json}::text::jsonb from locked`,
  read: (sql, [pos] = ['0']) => sql<ReadEvent[]>`
    select array[pos::text] as place, aggregate, version from locked_log
    where pos > ${pos!}::bigint order by pos limit 1000`,
  clear: (sql) => sql`truncate locked_log`,
}
