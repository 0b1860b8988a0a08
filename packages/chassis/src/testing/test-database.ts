import { createHash } from 'node:crypto'
import postgres from 'postgres'
import { inject } from 'vitest'
import { openDatabase, type Database } from '../database.ts'
import { readMigrations } from '../migrate-files.ts'
import { migrate } from '../migrate.ts'
import { eventually } from './eventually.ts'
import './postgres-setup.ts'

interface SchemaOf {
  schema: string
  directories: string[]
}

export interface TestDatabase {
  /** Opened as the role of the schema. */
  database: Database
  url: string
  schema: string
  /** May do everything in this database. */
  ownerUrl: string
  /** The URL of the role of another schema of this database. */
  urlOf(schema: string): string
  /** Closes `database` and drops the database. Throws when anybody else is still connected to it. */
  drop(): Promise<void>
}

const password = 'nowait'

/**
 * A database of its own for a test file: a copy of a template that is migrated once a run. `others` are schemas of
 * other services that live beside it.
 */
export async function testDatabase({
  schema,
  directories,
  others = [],
}: SchemaOf & { others?: SchemaOf[] }): Promise<TestDatabase> {
  const server = inject('databaseUrl')
  const admin = postgres(server, { max: 1, onnotice: () => {} })
  const template = await ensureTemplate(admin, server, [{ schema, directories }, ...others])
  const name = `nowait_test_${crypto.randomUUID().replaceAll('-', '')}`
  await admin`create database ${admin(name)} template ${admin(template)}`
  const urlOf = (of: string) => urlFor(server, { database: name, user: roleOf(of), password })
  const database = openDatabase({ url: urlOf(schema), name: 'test' })
  return {
    database,
    url: urlOf(schema),
    schema,
    ownerUrl: urlFor(server, { database: name }),
    urlOf,
    async drop() {
      await database.close()
      try {
        await eventually(() => nobodyConnected(admin, name), { withinMs: 2_000 })
      } finally {
        await admin`drop database ${admin(name)} with (force)`
        await admin.end()
      }
    },
  }
}

// Not the roles of an installation: the server may be one that somebody uses.
const roleOf = (schema: string) => `nowait_test_${schema}`

async function ensureTemplate(admin: postgres.Sql, server: string, schemas: SchemaOf[]): Promise<string> {
  const name = `nowait_template_${await fingerprint(schemas)}`
  await admin`select pg_advisory_lock(hashtext('nowait'), hashtext(${name}))`
  try {
    const [found] = await admin`select from pg_database where datname = ${name}`
    if (found) return name
    const building = `${name}_building`
    await admin`drop database if exists ${admin(building)} with (force)`
    await admin`create database ${admin(building)} encoding 'UTF8' template template0`
    const ownerUrl = urlFor(server, { database: building })
    for (const { schema, directories } of schemas) {
      await migrate({ ownerUrl, schema, role: roleOf(schema), password, directories })
    }
    await eventually(() => nobodyConnected(admin, building))
    await admin`alter database ${admin(building)} rename to ${admin(name)}`
    return name
  } finally {
    await admin`select pg_advisory_unlock(hashtext('nowait'), hashtext(${name}))`
  }
}

async function fingerprint(schemas: SchemaOf[]): Promise<string> {
  const hash = createHash('sha256')
  const eventTables = new URL('../../migrations', import.meta.url)
  for (const { checksum } of await readMigrations(eventTables)) hash.update(checksum)
  for (const { schema, directories } of schemas) {
    hash.update(schema)
    for (const directory of directories)
      for (const { name, checksum } of await readMigrations(directory)) hash.update(name + checksum)
  }
  return hash.digest('hex').slice(0, 16)
}

async function nobodyConnected(admin: postgres.Sql, database: string): Promise<true> {
  const left = await admin<{ application: string; query: string }[]>`
    select application_name as application, query from pg_stat_activity
    where datname = ${database} and backend_type = 'client backend'`
  if (left.length === 0) return true
  const list = left.map(({ application, query }) => `${application}: ${query}`).join('\n')
  throw new Error(`Still connected to the test's database:\n${list}`)
}

function urlFor(server: string, to: { database: string; user?: string; password?: string }): string {
  const url = new URL(server)
  url.pathname = `/${to.database}`
  if (to.user) url.username = to.user
  if (to.password) url.password = to.password
  return url.href
}
