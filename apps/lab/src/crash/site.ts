import { fileURLToPath } from 'node:url'
import { type Database, openDatabase } from '@nowait/chassis/database'
import { dispatchTables } from '@nowait/chassis/dispatch/tables'
import { migrate } from '@nowait/chassis/migrate'
import { type PostgresServer, startPostgres } from '@nowait/chassis/testing/postgres-server'

/** The schema of writers and workers, and that of the outside. */
const schemas = ['lab', 'outside'] as const
const password = 'nowait'
const template = 'crash_template'

/** A PostgreSQL of our own that may be restarted, with a database for each row. */
export interface Site {
  server: PostgresServer
  /** KAFKA_BROKERS, where there is one. */
  brokers?: string
  /** Where it is ours to restart. */
  restartKafka?: (how: 'stop' | 'kill') => Promise<void>
  openRow(): Promise<RowDatabase>
  close(): Promise<void>
}

export interface RowDatabase {
  /** May read everything. */
  owner: Database
  /** Opened as `lab` is by its processes. */
  lab: Database
  urlOf(schema: (typeof schemas)[number]): string
  drop(): Promise<void>
}

export async function openSite(broker: Pick<Site, 'brokers' | 'restartKafka'>): Promise<Site> {
  const server = await startPostgres()
  const admin = openDatabase({ url: server.url, name: 'crash' })
  await admin.sql.unsafe(`create database ${template}`)
  const urlFor = (database: string, user?: string) => {
    const url = new URL(server.url)
    url.pathname = `/${database}`
    if (user) Object.assign(url, { username: user, password })
    return url.href
  }
  for (const schema of schemas) {
    const directories = [fileURLToPath(new URL(`./migrations/${schema}`, import.meta.url))]
    if (schema === 'lab') directories.unshift(dispatchTables)
    await migrate({ ownerUrl: urlFor(template), schema, role: `crash_${schema}`, password, directories })
  }
  let rows = 0

  return {
    server,
    ...broker,
    async openRow() {
      const name = `crash_row_${++rows}`
      await admin.sql.unsafe(`create database ${name} template ${template}`)
      const owner = openDatabase({ url: urlFor(name), name: 'crash' })
      const urlOf = (schema: string) => urlFor(name, `crash_${schema}`)
      const lab = openDatabase({ url: urlOf('lab'), name: 'crash' })
      return {
        owner,
        lab,
        urlOf,
        async drop() {
          await Promise.all([owner.close(), lab.close()])
          await admin.sql.unsafe(`drop database ${name} with (force)`)
        },
      }
    },
    async close() {
      await admin.close()
      await server.stop()
    },
  }
}
