import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from './free-port.ts'
import { type OsUser, postgresUser, reachableBinaries, temporaryFolder } from './postgres-user.ts'

/** A PostgreSQL server in a temporary folder. `url` is its superuser; `stop` ends it and removes the folder. */
export interface PostgresServer {
  url: string
  /** Ends the server, as an administrator would unless told otherwise, and starts it again on the same port and data. */
  restart(how?: Ending): Promise<void>
  stop(): Promise<void>
}

/** `fast` ends sessions and writes everything, `immediate` leaves without, `kill` gives it no chance to do either. */
export type Ending = keyof typeof signals

const signals = { fast: 'SIGINT', immediate: 'SIGQUIT', kill: 'SIGKILL' } as const

/** Starts the PostgreSQL that npm installed, on a free port of 127.0.0.1. Works as root and as an ordinary user. */
export async function startPostgres(): Promise<PostgresServer> {
  const user = postgresUser()
  const folder = mkdtempSync(join(temporaryFolder(user), 'nowait-postgres-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  let server: ChildProcess | undefined
  // Also when the run is interrupted: nothing stays behind.
  const abandon = () => {
    server?.kill('SIGQUIT')
    waitWhile(() => existsSync(join(folder, 'data', 'postmaster.pid')), 2_000)
    remove()
  }
  process.once('exit', abandon)
  try {
    if (user) chmodSync(folder, 0o755)
    const binaries = reachableBinaries(folder, user)
    const data = createCluster({ binaries, folder, user })
    const port = await freePort()
    server = await launch({ binaries, data, port, user })
    return {
      url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`,
      async restart(how) {
        await end(server, how)
        server = await launchAgain({ binaries, data, port, user })
      },
      async stop() {
        await end(server)
        process.off('exit', abandon)
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

// The sessions of a killed server notice it a moment later, and until then they keep its place.
async function launchAgain(at: Parameters<typeof launch>[0]): Promise<ChildProcess> {
  const deadline = performance.now() + 20_000
  for (;;) {
    try {
      return await launch(at)
    } catch (error) {
      if (performance.now() > deadline) throw error
      await pause(100)
    }
  }
}

function end(server: ChildProcess | undefined, how: Ending = 'fast'): Promise<void> {
  if (!server || server.exitCode !== null || server.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    server.once('exit', () => resolve())
    server.kill(signals[how])
  })
}

// An exiting process cannot await, and a server that still writes would put files back.
function waitWhile(condition: () => boolean, limitMs: number): void {
  const end = performance.now() + limitMs
  const sleeper = new Int32Array(new SharedArrayBuffer(4))
  while (condition() && performance.now() < end) Atomics.wait(sleeper, 0, 0, 20)
}
