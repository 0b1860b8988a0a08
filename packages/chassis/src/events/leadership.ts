import type { Sql } from '../session.ts'

/** What a candidate sees: whether it leads from now on, and the oldest row that waits. */
export interface Sight {
  leads: boolean
  oldest: number | null
}

const lockClass = (sql: Sql) => sql`hashtext('nowait sequencer')`

/** Tries once. Never waits for the lock: a waiting session would hold back vacuum. */
export async function tryToLead(sql: Sql, schema: string): Promise<Sight> {
  const [sight] = await sql<[Sight]>`
    select pg_try_advisory_lock(${lockClass(sql)}, hashtext(${schema})) as leads,
      (select min(pos) from ${sql(schema)}.outbox) as oldest`
  return sight
}

/** Settings for the session of a leader. */
export async function setUpLeader(sql: Sql): Promise<void> {
  // The tables are empty when plans are made first: a plan kept from then would read the whole of a grown table.
  // Asynchronous commits could number events twice after a crash. Without a sign of life the session ends by itself.
  await sql.unsafe(`
    set plan_cache_mode = force_custom_plan;
    set enable_seqscan = off;
    set synchronous_commit = on;
    set statement_timeout = '10s';
    set idle_session_timeout = '5s'`)
}

/** Ends the session of a leader that hangs; true when there was one. A role may end sessions of its own. */
export async function endLeader(sql: Sql, schema: string): Promise<boolean> {
  const ended = await sql`
    select pg_terminate_backend(holder.pid)
    from pg_locks as held join pg_stat_activity as holder using (pid)
    where held.locktype = 'advisory' and held.granted and held.objsubid = 2
      and held.classid = ${lockClass(sql)}::oid and held.objid = hashtext(${schema})::oid
      and held.database = holder.datid and holder.datname = current_database()
      -- At work is not hung: its statement has a time limit of its own.
      and holder.state <> 'active'`
  return ended.length > 0
}

/** Says when the same row has been the oldest for more than `limitMs`. */
export function createWatchdog(limitMs: number): (oldest: number | null, nowMs: number) => boolean {
  let seen: number | null = null
  let since = 0
  return (oldest, nowMs) => {
    if (oldest !== seen) since = nowMs
    seen = oldest
    return oldest !== null && nowMs - since > limitMs
  }
}
