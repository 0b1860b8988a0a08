import { existsSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { commandLine, isAlive } from './alive.ts'
import { Failure } from './failure.ts'
import { type Answer, ask } from './postgres-ask.ts'
import type { Place } from './postgres-place.ts'
import { ownerUrl } from './postgres-url.ts'
import { parsePostmasterPid, type Postmaster } from './postmaster-pid.ts'
import { waitUntil } from './wait-until.ts'

export type Adopted = { pid: number; port: number }

/**
 * A live server on this data folder, once it answers; undefined when there is none (any more). @throws Failure
 * when there is one that does not answer within 10 s or does not know our password.
 */
export async function adopt(place: Place, password: string): Promise<Adopted | undefined> {
  let answer: Answer | undefined
  const found = await waitUntil(
    async () => {
      const left = liveServer(place.data)
      if (!left) return { gone: true as const }
      if (!left.port || left.status === 'stopping') return undefined
      answer = await ask(ownerUrl(left.port, password, 'postgres'))
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
