import { type Database, openDatabase } from '@nowait/chassis/database'
import { migrate } from '@nowait/chassis/migrate'
import { startPostgres } from '@nowait/chassis/testing/postgres-server'
import { fileURLToPath } from 'node:url'

/** Connections for orders, so many callers at once. */
export const callers = 8

/** A PostgreSQL of our own, with the orders and jobs of a schema, where everybody has the same rights. */
export interface Place {
  url: string
  /** The one client through which everybody places orders, so that nobody has the better driver. */
  database: Database
  version: string
  stop(): Promise<void>
}

const schema = 'shop'

export async function openPlace(): Promise<Place> {
  const server = await startPostgres()
  try {
    return await furnish(server)
  } catch (error) {
    await server.stop()
    throw error
  }
}

async function furnish(server: { url: string; stop(): Promise<void> }): Promise<Place> {
  const directories = [fileURLToPath(new URL('migrations', import.meta.url))]
  await migrate({ ownerUrl: server.url, schema, role: 'nowait_bench', directories })
  const url = `${server.url}?search_path=${schema}`
  // Two fifths of the connections are for single statements, the rest for transactions.
  const database = openDatabase({ url, name: 'bench', max: Math.ceil(callers / 0.6) })
  // So that what autovacuum does is part of every round, and not of some.
  await database.sql`alter system set autovacuum_naptime = '10s'`
  await database.sql`select pg_reload_conf()`
  const [{ version }] = await database.sql<[{ version: string }]>`
    select current_setting('server_version') as version`
  return {
    url,
    database,
    version,
    async stop() {
      await database.close()
      await server.stop()
    },
  }
}
