import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Sql as Client } from 'postgres'

export interface MigrationFile {
  name: string
  text: string
  checksum: string
}

/** The `*.sql` of a folder in the order of their names. */
export async function readMigrations(directory: string | URL, prefix = ''): Promise<MigrationFile[]> {
  const folder = directory instanceof URL ? fileURLToPath(directory) : directory
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).toSorted()
  return Promise.all(
    names.map(async (name) => {
      // A checkout may change line ends; that is not another migration.
      const text = (await readFile(join(folder, name), 'utf8')).replaceAll('\r\n', '\n')
      return { name: prefix + name, text, checksum: createHash('sha256').update(text).digest('hex') }
    }),
  )
}

/** Applies what is not applied yet into the schema of the search path; says what it was. */
export async function applyMigrations(sql: Client, files: MigrationFile[]): Promise<string[]> {
  await sql`
    create table if not exists migration (
      name text primary key,
      checksum text not null,
      applied_at timestamptz not null default now()
    )`
  const known = await sql<{ name: string; checksum: string }[]>`select name, checksum from migration`
  const checksums = new Map(known.map(({ name, checksum }) => [name, checksum]))
  const changed = files.find(({ name, checksum }) => checksums.has(name) && checksums.get(name) !== checksum)
  if (changed) {
    throw new Error(`${changed.name} was changed after it had been applied: put it back and write a new file`)
  }
  const missing = files.filter(({ name }) => !checksums.has(name))
  for (const file of missing) await applyFile(sql, file)
  return missing.map(({ name }) => name)
}

async function applyFile(sql: Client, { name, text, checksum }: MigrationFile): Promise<void> {
  try {
    await sql.begin(async (tx) => {
      await tx.unsafe(text)
      await tx`insert into migration (name, checksum) values (${name}, ${checksum})`
    })
  } catch (error) {
    throw new Error(`${name}: ${error instanceof Error ? error.message : error}`, { cause: error })
  }
}
