import { closeSync } from 'node:fs'
import { join } from 'node:path'
import type { DataFolder } from './data-folder.ts'
import { openLog } from './log-file.ts'
import { freePort } from './ports.ts'
import { adopt } from './postgres-adopt.ts'
import { createOwnerDatabase } from './postgres-ask.ts'
import { findBinaries } from './postgres-binaries.ts'
import { initialise, requireOurData } from './postgres-init.ts'
import { launch, type Server, stopServer } from './postgres-launch.ts'
import { choosePlace } from './postgres-place.ts'
import { ownerRole, ownerUrl } from './postgres-url.ts'
import type { Secrets } from './secrets.ts'

/** A running embedded server. `ownerUrl` is the role that runs migrations; `say` tells how it came to run. */
export type PostgresServer = {
  ownerUrl: string
  say: string
  pid(): number
  revive(): Promise<void>
  stop(): Promise<void>
}

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
  if (!exists) await initialise(place, password)
  const adopted = exists ? await adopt(place, password) : undefined
  const server: Server = { place, log, password, port: adopted?.port ?? (await freePort()) }
  if (!adopted) closeSync(openLog(log))
  let pid = adopted?.pid ?? (await launch(server))
  await createOwnerDatabase(ownerUrl(server.port, password, 'postgres'), ownerRole)
  const how = adopted ? 'adopted, left by a killed start' : exists ? 'started' : 'created'
  return {
    ownerUrl: ownerUrl(server.port, password),
    say: [`PostgreSQL ${binaries.major} ${how}`, place.note].filter(Boolean).join(', '),
    pid: () => pid,
    revive: async () => void (pid = await launch(server)),
    stop: () => stopServer(pid),
  }
}
