import { setTimeout as pause } from 'node:timers/promises'
import postgres from 'postgres'
import { applyMigrations, readMigrations } from './migrate-files.ts'
import { ensureRoles } from './migrate-roles.ts'
import { clientOptions, type Sql } from './session.ts'

const eventTables = new URL('../migrations', import.meta.url)

export interface Migration {
  /** A role that may create schemas and, unless they exist, roles. */
  ownerUrl: string
  schema: string
  /** Who works in the schema later: reads and writes its rows, cannot change its tables. */
  role: string
  password?: string
  /** Folders of `*.sql`, applied in the order of their names, each file once and in a transaction of its own. */
  directories: string[]
  log?: { info(fields: object, message: string): void }
}

/**
 * Brings one schema up to date: role, schema, event tables, files, grants. Several processes may call it at once and a
 * killed one may be repeated. Throws when an applied file was changed, and `RolesNeeded` when roles cannot be created.
 */
export async function migrate({
  ownerUrl,
  schema,
  role,
  password,
  directories,
  log,
}: Migration): Promise<void> {
  const migrations = [
    ...(await readMigrations(eventTables, 'chassis/')),
    ...(await Promise.all(directories.map((directory) => readMigrations(directory)))).flat(),
  ]
  const sql = postgres(ownerUrl, { ...clientOptions(`migrate ${schema}`), max: 1 })
  try {
    await lockMigrations(sql)
    await ensureRoles(sql, { schema, role, password })
    await sql`create schema if not exists ${sql(schema)}`
    await sql`set search_path = ${sql(schema)}`
    const applied = await applyMigrations(sql, migrations)
    await grant(sql, { schema, role })
    if (applied.length > 0) log?.info({ schema, applied }, 'schema migrated')
  } finally {
    await sql.end({ timeout: 5 })
  }
}

// Polled, because a session that waits for a lock holds back vacuum. The lock goes with the connection.
async function lockMigrations(sql: Sql): Promise<void> {
  for (;;) {
    const [row] = await sql<[{ locked: boolean }]>`
      select pg_try_advisory_lock(hashtext('nowait'), hashtext('migrate')) as locked`
    if (row.locked) return
    await pause(50)
  }
}

async function grant(sql: Sql, names: { schema: string; role: string }): Promise<void> {
  const schema = sql(names.schema)
  const role = sql(names.role)
  await sql`revoke all on schema ${schema} from public`
  await sql`grant usage on schema ${schema} to ${role}, nowait_reader`
  await sql`grant select, insert, update, delete on all tables in schema ${schema} to ${role}`
  await sql`grant usage, select on all sequences in schema ${schema} to ${role}`
  await sql`revoke all on migration from ${role}`
  await sql`revoke update on event_log from ${role}`
  // What operators did is only ever added to.
  await sql`revoke update, delete on job_audit, operation_audit from ${role}`
  await sql`grant select on event_log to nowait_reader`
}
