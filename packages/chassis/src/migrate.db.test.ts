import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import { RolesNeeded } from './migrate-roles.ts'
import { migrate } from './migrate.ts'
import './testing/postgres-setup.ts'

const server = inject('databaseUrl')
const admin = postgres(server, { max: 1, onnotice: () => {} })
const id = crypto.randomUUID().slice(0, 8)
const databases: string[] = []
const roles = ['role', 'raced'].map((name) => `nowait_test_${name}_${id}`)
const [role, raced] = roles as [string, string]
const target = { schema: 'order', role, password: "it's secret" }

let folder: string
let ownerUrl: string
let directories: string[]

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nowait-migrate-'))
})

afterAll(async () => {
  for (const name of databases) await admin`drop database if exists ${admin(name)} with (force)`
  for (const name of roles) await admin`drop role if exists ${admin(name)}`
  await admin.end()
  await rm(folder, { recursive: true })
})

beforeEach(async () => {
  ownerUrl = urlOf(await createDatabase())
  directories = [join(folder, crypto.randomUUID())]
  await mkdir(directories[0]!)
})

async function createDatabase(): Promise<string> {
  const name = `nowait_migrate_${id}_${databases.length}`
  await admin`create database ${admin(name)}`
  databases.push(name)
  return name
}

const file = (name: string, text: string) => writeFile(join(directories[0]!, name), text)

function urlOf(database: string): string {
  const url = new URL(server)
  url.pathname = `/${database}`
  return url.href
}

function urlAs(name: string, password: string): string {
  const url = new URL(ownerUrl)
  url.username = name
  url.password = password
  return url.href
}

async function asked(url: string, query: (sql: postgres.Sql) => Promise<readonly unknown[]>) {
  const sql = postgres(url, { max: 1 })
  return query(sql).finally(() => sql.end())
}

test('each file is applied once, in the order of the names, into the schema', async () => {
  await file('0002_more.sql', 'insert into thing values (2)')
  await file('0001_thing.sql', 'create table thing (n int); insert into thing values (1);')
  await migrate({ ownerUrl, ...target, directories })
  await migrate({ ownerUrl, ...target, directories })
  await file('0003_even_more.sql', 'insert into thing values (3)')
  await migrate({ ownerUrl, ...target, directories })
  const asRole = urlAs(role, target.password)
  expect(await asked(asRole, (sql) => sql`select n from thing order by n`)).toEqual([
    { n: 1 },
    { n: 2 },
    { n: 3 },
  ])
})

test('a file that was changed after it had been applied is refused by name', async () => {
  await file('0001_thing.sql', 'create table thing (n int)')
  await migrate({ ownerUrl, ...target, directories })
  await file('0001_thing.sql', 'create table thing (n bigint)')
  await expect(migrate({ ownerUrl, ...target, directories })).rejects.toThrow('0001_thing.sql was changed')
})

test('a file that fails leaves nothing behind, and can be mended', async () => {
  await file('0001_thing.sql', 'create table thing (n int); select 1 / 0;')
  await expect(migrate({ ownerUrl, ...target, directories })).rejects.toThrow(
    '0001_thing.sql: division by zero',
  )
  await file('0001_thing.sql', 'create table thing (n int)')
  await migrate({ ownerUrl, ...target, directories })
  expect(await asked(ownerUrl, (sql) => sql`select from "order".thing`)).toEqual([])
})

test('several migrations at once, of one database and of others with the same role, all succeed', async () => {
  await file('0001_thing.sql', 'create table thing (n int)')
  const urls = [ownerUrl, urlOf(await createDatabase()), urlOf(await createDatabase())]
  const shared = { ...target, role: raced }
  await Promise.all([...urls, ...urls].map((url) => migrate({ ownerUrl: url, ...shared, directories })))
  const counts = await Promise.all(
    urls.map((url) => asked(url, (sql) => sql`select count(*)::int as n from "order".thing`)),
  )
  expect(counts).toEqual(urls.map(() => [{ n: 0 }]))
})

// One name that PostgreSQL has to quote, and one that it does not.
test.for(['order', 'product'])(
  'an owner of %s who may not create roles learns which SQL an administrator has to run',
  async (schema) => {
    const [poor, later] = ['poor', 'later'].map((name) => `nowait_test_${name}_${schema}_${id}`) as [
      string,
      string,
    ]
    roles.push(later, poor)
    await admin`create role ${admin(poor)} login password 'poor'`
    await admin`grant create on database ${admin(databases.at(-1)!)} to ${admin(poor)}`
    const asPoor = { ownerUrl: urlAs(poor, 'poor'), ...target, schema, role: later, directories }
    const refused = await migrate(asPoor).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(RolesNeeded)
    const { message, sql } = refused as RolesNeeded
    expect(message).toContain(`create role "${later}" login`)
    expect(JSON.stringify(refused) + message).not.toContain('secret')
    await admin.unsafe(sql)
    await migrate(asPoor)
    const asRole = urlAs(later, target.password)
    expect(await asked(asRole, (own) => own`select from outbox`)).toEqual([])
  },
)
