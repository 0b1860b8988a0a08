import { afterAll, beforeAll, expect, test } from 'vitest'
import postgres from 'postgres'
import { openDatabase, type Database } from '../database.ts'
import { testDatabase, type TestDatabase } from '../testing/test-database.ts'

const schemas = ['bff', 'order', 'product', 'shipping', 'point', 'mypage'] as const
const pairs = schemas.flatMap((role) =>
  schemas.filter((other) => other !== role).map((other) => ({ role, other })),
)

let kit: TestDatabase
let tables: string[]
const roles = new Map<string, Database>()

beforeAll(async () => {
  const [first, ...others] = schemas.map((schema) => ({ schema, directories: [] }))
  kit = await testDatabase({ ...first!, others })
  for (const schema of schemas)
    roles.set(schema, openDatabase({ url: kit.urlOf(schema), name: schema, max: 1 }))
  const owner = postgres(kit.ownerUrl, { max: 1 })
  const found =
    await owner`select table_name as name from information_schema.tables where table_schema = 'order'`
  tables = found.map(({ name }) => name)
  await owner.end()
})

afterAll(async () => {
  await Promise.all([...roles.values()].map((database) => database.close()))
  await kit.drop()
})

const refused = expect.objectContaining({ code: '42501' })

test.each(pairs)('$role reads the event log of $other and nothing else of it', async ({ role, other }) => {
  const { sql } = roles.get(role)!
  expect(tables).toContain('outbox')
  for (const table of tables) {
    const name = sql(`${other}.${table}`)
    const read = sql`select from ${name}`.then(() => 'read')
    if (table === 'event_log') await expect(read).resolves.toBe('read')
    else await expect(read).rejects.toEqual(refused)
    await expect(sql`delete from ${name}`).rejects.toEqual(refused)
    await expect(sql`insert into ${name} default values`).rejects.toEqual(refused)
    await expect(sql`truncate ${name}`).rejects.toEqual(refused)
  }
  await expect(sql`update ${sql(other)}.event_log set version = 1`).rejects.toEqual(refused)
})

test.each(schemas)('%s changes no table, not even its own, and rewrites no event', async (role) => {
  const { sql } = roles.get(role)!
  await expect(sql`create table mine (id int)`).rejects.toEqual(refused)
  await expect(sql`drop table outbox`).rejects.toEqual(refused)
  await expect(sql`alter table outbox add column mine int`).rejects.toEqual(refused)
  await expect(sql`create schema mine`).rejects.toEqual(refused)
  await expect(sql`update event_log set version = 1`).rejects.toEqual(refused)
  await expect(sql`select from migration`).rejects.toEqual(refused)
})

test.each(schemas)('what operators did in %s can be added to, not changed or taken away', async (role) => {
  const { sql } = roles.get(role)!
  for (const audit of ['job_audit', 'operation_audit']) {
    await expect(sql`update ${sql(audit)} set actor = 'nobody'`).rejects.toEqual(refused)
    await expect(sql`delete from ${sql(audit)}`).rejects.toEqual(refused)
    await expect(sql`truncate ${sql(audit)}`).rejects.toEqual(refused)
  }
})
