import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync } from 'node:fs'
import { isAlive, isGone } from './alive.ts'
import { Failure } from './failure.ts'
import { appendLog, tail } from './log-file.ts'
import { ask } from './postgres-ask.ts'
import { binary } from './postgres-binaries.ts'
import { resetPassword } from './postgres-init.ts'
import type { Place } from './postgres-place.ts'
import { ownerUrl } from './postgres-url.ts'
import { ending } from './run-node.ts'
import { waitUntil } from './wait-until.ts'

/** What it takes to start the server, also again after it died. */
export type Server = { place: Place; log: string; password: string; port: number }

const settings = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'timezone=UTC',
  'log_timezone=UTC',
]

/** Starts the server and gives its process id once it answers. @throws Failure with the end of its log. */
export async function launch(server: Server): Promise<number> {
  let result = await launchPatiently(server)
  if (result === 'refused') {
    // Its owner's password is not the one in our secrets: that file was lost. The data is ours all the same.
    await resetPassword(server.place, server.password)
    result = await launchPatiently(server)
  }
  if (typeof result === 'number') return result
  throw new Failure(`PostgreSQL did not start. Its log: ${server.log}`, tail(server.log))
}

/** Asks the server to stop at once but cleanly, and insists where it does not. */
export async function stopServer(pid: number): Promise<void> {
  const steps = [
    ['SIGINT', 20_000],
    ['SIGQUIT', 5000],
    ['SIGKILL', 2000],
  ] as const
  for (const [signal, limitMs] of steps) {
    if (!isAlive(pid)) return
    process.kill(pid, signal)
    if (await isGone(pid, limitMs)) return
  }
}

type Launched = number | 'refused' | undefined

/** A dead server's id can linger for a moment after kill -9, and PostgreSQL refuses to start over it: so several tries. */
function launchPatiently(server: Server): Promise<Launched> {
  return waitUntil(() => launchOnce(server), { limitMs: 5000, everyMs: 300 })
}

async function launchOnce(server: Server): Promise<Launched> {
  const child = spawnServer(server)
  let ended = false
  void ending(child).then(() => (ended = true))
  const url = ownerUrl(server.port, server.password, 'postgres')
  const look = async () => {
    const { state } = ended ? { state: 'ended' as const } : await ask(url)
    return state !== 'silent' && state
  }
  const state = await waitUntil(look, { limitMs: 60_000 })
  if (state === 'ready') return child.pid
  if (child.pid !== undefined) await stopServer(child.pid)
  return state === 'refused' ? state : undefined
}

// In a process group of its own, so that Ctrl-C in the terminal does not reach it before the services are done.
function spawnServer({ place, log, port }: Server): ChildProcess {
  const output = appendLog(log)
  const child = spawn(
    binary(place.binaries, 'postgres'),
    ['-D', place.data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    { ...place.user, cwd: '/', env: { LC_ALL: 'C' }, stdio: ['ignore', output, output], detached: true },
  )
  closeSync(output)
  child.unref()
  return child
}
