import { spawn } from 'node:child_process'
import { closeSync, existsSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { commandLine, isAlive, isGone } from './alive.ts'
import type { DataFolder } from './data-folder.ts'
import { Failure } from './failure.ts'
import { appendLog, openLog, tail } from './log-file.ts'
import { freePort } from './ports.ts'
import { binary, findBinaries } from './postgres-binaries.ts'
import { initialise, ownerRole, requireOurData, resetPassword } from './postgres-init.ts'
import { type Answer, ask, createOwnerDatabase } from './postgres-ask.ts'
import { choosePlace, type Place } from './postgres-place.ts'
import { parsePostmasterPid, type Postmaster } from './postmaster-pid.ts'
import type { Secrets } from './secrets.ts'
import { waitUntil } from './wait-until.ts'

/** A running embedded server. `ownerUrl` is the role that runs migrations; `say` tells how it came to run. */
export type PostgresServer = {
  ownerUrl: string
  say: string
  pid(): number
  revive(): Promise<void>
  stop(): Promise<void>
}

type Server = { place: Place; log: string; password: string; port: number }

/**
 * Starts the embedded server on a free port, or adopts the one that a killed start left running on our data.
 * It outlives us if we are killed; `stop` ends it, adopted or not.
 */
export async function startPostgres(folder: DataFolder, secrets: Secrets): Promise<PostgresServer> {
  const binaries = findBinaries()
  const place = choosePlace(folder.postgres, binaries)
  const password = secrets.get('DATABASE_PASSWORD')
  const log = join(folder.logs, 'postgres.log')
  const exists = requireOurData(place, binaries.major)
  const adopted = exists ? await adopt(place, password) : undefined
  const how = adopted ? 'adopted, left by a killed start' : exists ? 'started' : 'created'
  if (!exists) await initialise(place, password)
  if (exists && !adopted && secrets.isNew) resetPassword(place, password)
  const server = { place, log, password, port: adopted?.port ?? (await freePort()) }
  if (!adopted) closeSync(openLog(log))
  let pid = adopted?.pid ?? (await launch(server))
  await createOwnerDatabase(urlOf(server.port, password, 'postgres'), ownerRole)
  return {
    ownerUrl: urlOf(server.port, password, ownerRole),
    say: [`PostgreSQL ${binaries.major} ${how}`, place.note].filter(Boolean).join(', '),
    pid: () => pid,
    revive: async () => void (pid = await launch(server)),
    stop: () => stop(pid),
  }
}

/** A live server on this data folder, once it answers; undefined when there is none (any more). */
async function adopt(place: Place, password: string): Promise<{ pid: number; port: number } | undefined> {
  let answer: Answer | undefined
  const found = await waitUntil(
    async () => {
      const left = liveServer(place.data)
      if (!left) return { gone: true as const }
      if (!left.port || left.status === 'stopping') return undefined
      answer = await ask(urlOf(left.port, password, 'postgres'))
      const ours = answer.state === 'ready' && answer.dataDir === realpathSync(place.data)
      return ours ? { gone: false as const, pid: left.pid, port: left.port } : undefined
    },
    { limitMs: 10_000, everyMs: 100 },
  )
  if (found) return found.gone ? undefined : found
  const pid = liveServer(place.data)?.pid
  const why = answer?.state === 'refused' ? 'does not accept our password' : 'does not answer'
  throw new Failure(
    `A PostgreSQL server (process ${pid}) already runs on ${place.data}, and it ${why}.\n` +
      `Stop it (kill ${pid}) and start again.`,
    answer?.problem,
  )
}

function liveServer(data: string): Postmaster | undefined {
  const file = join(data, 'postmaster.pid')
  const left = existsSync(file) ? parsePostmasterPid(readFileSync(file, 'utf8')) : undefined
  if (!left || !isAlive(left.pid)) return undefined
  const command = commandLine(left.pid)
  if (command === undefined || command.includes('postgres')) return left
  // The id now belongs to a stranger (after a restart of the machine); PostgreSQL would refuse to start over it.
  rmSync(file)
  return undefined
}

/** A dead server's id can linger for a moment after kill -9, and PostgreSQL refuses to start over it: so several tries. */
async function launch(server: Server): Promise<number> {
  const pid = await waitUntil(() => launchOnce(server), { limitMs: 5000, everyMs: 300 })
  if (pid) return pid
  throw new Failure(`PostgreSQL did not start. Its log: ${server.log}`, tail(server.log))
}

async function launchOnce({ place, log, password, port }: Server): Promise<number | undefined> {
  const output = appendLog(log)
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'timezone=UTC',
    'log_timezone=UTC',
  ]
  const child = spawn(
    binary(place.binaries, 'postgres'),
    ['-D', place.data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    { ...place.user, cwd: '/', env: { LC_ALL: 'C' }, stdio: ['ignore', output, output], detached: true },
  )
  closeSync(output)
  child.unref()
  let ended = ''
  child.on('error', (error) => (ended = error.message))
  child.on('exit', (code, signal) => (ended = `code ${code ?? signal}`))
  const ready = await waitUntil(
    async () => ended || (await ask(urlOf(port, password, 'postgres'))).state === 'ready',
    { limitMs: 60_000 },
  )
  if (ready !== true) child.kill('SIGINT')
  return ready === true ? child.pid : undefined
}

async function stop(pid: number): Promise<void> {
  for (const [signal, limitMs] of [
    ['SIGINT', 20_000],
    ['SIGQUIT', 5000],
    ['SIGKILL', 2000],
  ] as const) {
    if (!isAlive(pid)) return
    process.kill(pid, signal)
    if (await isGone(pid, limitMs)) return
  }
}

function urlOf(port: number, password: string, database: string): string {
  return `postgres://${ownerRole}:${password}@127.0.0.1:${port}/${database}`
}
