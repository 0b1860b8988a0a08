import { spawnSync } from 'node:child_process'
import { Failure } from './failure.ts'

/** Whom PostgreSQL runs as: undefined means ourselves. */
export type OsUser = { uid: number; gid: number } | undefined

/** PostgreSQL refuses to run as root, so root runs it as the OS user `postgres`, made here if there is none. */
export function postgresUser(): OsUser {
  if (process.getuid?.() !== 0) return undefined
  const user = lookUp('postgres') ?? create('postgres')
  if (user) return user
  throw new Failure(
    'PostgreSQL does not run as root, and the user "postgres" could not be created.\n' +
      'Create it (useradd --system postgres), start as an ordinary user, or set DATABASE_URL.',
  )
}

/** Runs a program as that user and waits for it. `ok` says it ended well. */
export function runAs(user: OsUser, file: string, args: string[]): { ok: boolean; output: string } {
  const result = spawnSync(file, args, { ...user, cwd: '/', encoding: 'utf8' })
  const output = `${result.stdout ?? ''}${result.stderr ?? ''}${result.error?.message ?? ''}`
  return { ok: result.status === 0, output }
}

function lookUp(name: string): OsUser {
  const uid = id('-u', name)
  const gid = id('-g', name)
  return uid === undefined || gid === undefined ? undefined : { uid, gid }
}

function id(flag: string, name: string): number | undefined {
  const result = spawnSync('id', [flag, name], { encoding: 'utf8' })
  return result.status === 0 ? Number.parseInt(result.stdout, 10) : undefined
}

function create(name: string): OsUser {
  spawnSync('useradd', ['--system', '--user-group', '--shell', '/usr/sbin/nologin', name])
  return lookUp(name)
}
