// The server is asked here before it is up, and while it comes and goes: no pool of a service does that.
import postgres from 'postgres'
import { errorCode, reason } from './failure.ts'

/** What a server said when asked: `refused` means it is there and does not let us in. */
export type Answer =
  | { state: 'ready'; dataDir: string; encoding: string; problem: '' }
  | { state: 'refused' | 'silent'; problem: string }

/** Connects once, within 2 s. */
export async function ask(url: string): Promise<Answer> {
  const sql = connect(url)
  try {
    // Only a superuser may see the folder; an owner role of somebody's own server need not be one.
    const [row] = await sql<{ encoding: string; dataDir: string | null }[]>`
      select current_setting('server_encoding') as encoding,
        (select setting from pg_settings where name = 'data_directory') as "dataDir"`
    return { state: 'ready', dataDir: row?.dataDir ?? '', encoding: row?.encoding ?? '', problem: '' }
  } catch (error) {
    const state = errorCode(error).startsWith('28') ? 'refused' : 'silent'
    return { state, problem: reason(error) }
  } finally {
    await sql.end({ timeout: 1 })
  }
}

/** Makes the database `name` unless it is there. */
export async function createOwnerDatabase(url: string, name: string): Promise<void> {
  const sql = connect(url)
  try {
    const there = await sql`select 1 from pg_database where datname = ${name}`
    if (there.length === 0) await sql`create database ${sql(name)}`
  } finally {
    await sql.end({ timeout: 1 })
  }
}

/** One connection that is kept until `end`; `name` is what the server's lists show. */
export function connect(url: string, name = 'nowait-stack'): postgres.Sql {
  return postgres(url, {
    max: 1,
    connect_timeout: 2,
    idle_timeout: 0,
    max_lifetime: null,
    backoff: false,
    onnotice: () => {},
    connection: { application_name: name },
  })
}
