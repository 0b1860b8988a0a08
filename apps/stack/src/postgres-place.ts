import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { outside } from './data-folder.ts'
import { Failure } from './failure.ts'
import { postgresUser, runAs, type OsUser } from './os-user.ts'
import { type Binaries, binary } from './postgres-binaries.ts'

/** Where PostgreSQL's data and binaries are, and as whom it runs. `note` says when they are not where one looks first. */
export type Place = { data: string; binaries: string; user: OsUser; note: string }

/**
 * Chooses folders that the user PostgreSQL runs as can enter. Root hands the server to another user, who may
 * not pass through a private home folder: then data and binaries live in /var/lib/nowait/<hash>, and `link`
 * points there.
 */
export function choosePlace(link: string, binaries: Binaries): Place {
  const user = ownerOf(link) ?? postgresUser()
  if (!user) return { data: real(link), binaries: binaries.folder, user, note: '' }
  const shelter = join(
    outside,
    createHash('sha256')
      .update(realpathSync(dirname(link)))
      .digest('hex')
      .slice(0, 12),
  )
  const data = chooseData(link, join(shelter, 'postgres'), user)
  const reachable = canUse(binaries.folder, user)
  const folder = reachable
    ? binaries.folder
    : copyBinaries(binaries, join(shelter, `binaries-${binaries.version}`))
  return { data, binaries: folder, user, note: data === link && reachable ? '' : `in ${shelter}` }
}

function chooseData(link: string, sheltered: string, user: OsUser): string {
  if (isLink(link) && !existsSync(link)) rmSync(link)
  if (isLink(link)) return real(link)
  if (canEnter(dirname(link), user)) return link
  if (existsSync(link)) {
    throw new Failure(
      `The user PostgreSQL runs as may not pass through the folders above ${link}.\n` +
        'Open them for it (chmod o+x on each), or choose another place: NOWAIT_DATA_DIR=/some/folder npm start',
    )
  }
  mkdirSync(dirname(sheltered), { recursive: true, mode: 0o755 })
  symlinkSync(sheltered, link)
  return sheltered
}

function copyBinaries(binaries: Binaries, target: string): string {
  if (existsSync(target)) return target
  const half = `${target}.${process.pid}`
  mkdirSync(dirname(target), { recursive: true, mode: 0o755 })
  cpSync(binaries.folder, half, { recursive: true, verbatimSymlinks: true })
  runAs(undefined, 'chmod', ['-R', 'a+rX', half])
  renameSync(half, target)
  return target
}

function canUse(folder: string, user: OsUser): boolean {
  const catalogue = join(folder, 'share/postgresql/postgres.bki')
  return (
    runAs(user, binary(folder, 'postgres'), ['--version']).ok && runAs(user, 'test', ['-r', catalogue]).ok
  )
}

function canEnter(folder: string, user: OsUser): boolean {
  return runAs(user, 'test', ['-x', `${folder}/.`]).ok
}

// Data made by an ordinary user stays that user's, also when root starts it later.
function ownerOf(link: string): OsUser {
  if (process.getuid?.() !== 0 || !existsSync(join(link, 'PG_VERSION'))) return undefined
  const { uid, gid } = statSync(join(link, 'PG_VERSION'))
  return uid === 0 ? undefined : { uid, gid }
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false
}

function real(path: string): string {
  return existsSync(path) ? realpathSync(path) : path
}
