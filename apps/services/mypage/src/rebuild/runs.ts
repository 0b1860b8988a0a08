import type { Sql } from '@nowait/chassis/database'
import type { RebuildKind, RebuildRun } from '@nowait/contract/rebuild'

/** Who runs a rebuild says so more often than this, or has ended without a word. */
const silentSeconds = 5

// Of an operator, and not in anybody's hands.
const isLeft = (sql: Sql) => sql`
  actor is not null and (
    state = 'wanted' or (state = 'running' and seen_at < now() - make_interval(secs => ${silentSeconds}))
  )`

/** Whether an operator has asked for a rebuild that nobody runs: never begun, or by a process that is gone. */
export async function isWanted(sql: Sql): Promise<boolean> {
  return (await sql`select from rebuild_run where ${isLeft(sql)}`).count > 0
}

/** Takes on what an operator has asked for. Undefined when there is nothing. */
export async function takeWanted(sql: Sql): Promise<{ turn: number; kind: RebuildKind } | undefined> {
  const [taken] = await sql<{ turn: number; kind: RebuildKind }[]>`
    update rebuild_run set state = 'running', seen_at = now() where ${isLeft(sql)} returning turn, kind`
  return taken
}

const fresh = (sql: Sql) => sql`
  turn = rebuild_run.turn + 1, kind = excluded.kind, state = excluded.state, actor = excluded.actor,
  started_at = now(), seen_at = now(), ended_at = null, progress = null, result = null, error = null`

/** Begins one on a command line. The caller holds the lock: whatever stands there is not under way. */
export async function beginRun(sql: Sql, kind: RebuildKind): Promise<{ turn: number; kind: RebuildKind }> {
  const [begun] = await sql<[{ turn: number }]>`
    insert into rebuild_run (kind, state) values (${kind}, 'running')
    on conflict (only_row) do update set ${fresh(sql)} returning turn`
  return { ...begun, kind }
}

/** Asks for one, in the operator's name. False while one is wanted or under way. */
export async function askFor(sql: Sql, { kind, actor }: { kind: RebuildKind; actor: string }) {
  const asked = await sql`
    with asked as (
      insert into rebuild_run (kind, state, actor) values (${kind}, 'wanted', ${actor})
      on conflict (only_row) do update set ${fresh(sql)}
      where rebuild_run.state not in ('wanted', 'running') or (
        rebuild_run.actor is null and rebuild_run.seen_at < now() - make_interval(secs => ${silentSeconds})
      )
      returning kind
    )
    insert into operation_audit (actor, action, target, detail)
    select ${actor}, kind, 'mypage', '{}' from asked returning id`
  return asked.count > 0
}

/** Ends it; who runs it stops between two steps. False when there is none. */
export async function cancelRun(sql: Sql, actor: string): Promise<boolean> {
  const cancelled = await sql`
    with cancelled as (
      update rebuild_run set state = 'cancelled', ended_at = now() where state in ('wanted', 'running')
      returning kind
    )
    insert into operation_audit (actor, action, target, detail)
    select ${actor}, 'cancel-rebuild', 'mypage', jsonb_build_object('kind', kind) from cancelled returning id`
  return cancelled.count > 0
}

/** Says how far it is. False when it is to end: it was cancelled, or another one stands in its place. */
export async function saySeen(
  sql: Sql,
  turn: number,
  progress: RebuildRun['progress'] | undefined,
): Promise<boolean> {
  const seen = await sql`
    update rebuild_run set seen_at = now(), progress = coalesce(${json(progress)}::text::jsonb, progress)
    where turn = ${turn} and state = 'running' returning turn`
  return seen.count > 0
}

/** What came of it, also where it was cancelled too late. */
export async function endRun(sql: Sql, turn: number, result: NonNullable<RebuildRun['result']>) {
  await sql`
    update rebuild_run set state = 'done', ended_at = now(), seen_at = now(), progress = null,
      result = ${json(result)}::text::jsonb
    where turn = ${turn}`
}

export async function failRun(sql: Sql, turn: number, error: string): Promise<void> {
  await sql`
    update rebuild_run set state = 'failed', ended_at = now(), error = ${error}
    where turn = ${turn} and state = 'running'`
}

/** Ended before its time: an operator's is left to the next process, one of a command line to who began it. */
export async function leaveRun(sql: Sql, turn: number): Promise<void> {
  await sql`
    update rebuild_run set state = case when actor is null then 'cancelled' else 'wanted' end,
      ended_at = case when actor is null then now() end
    where turn = ${turn} and state = 'running'`
}

interface Row extends Omit<RebuildRun, 'startedAt' | 'endedAt'> {
  startedAt: Date
  endedAt: Date | null
}

/** The one under way, or the last one. */
export async function readRun(sql: Sql): Promise<RebuildRun | null> {
  const [row] = await sql<Row[]>`
    select kind, actor, started_at as "startedAt", ended_at as "endedAt", progress, result, error,
      case when state = 'running' and seen_at < now() - make_interval(secs => ${silentSeconds})
        then 'silent' else state end as state
    from rebuild_run`
  if (!row) return null
  return { ...row, startedAt: row.startedAt.toISOString(), endedAt: row.endedAt?.toISOString() ?? null }
}

const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value))
