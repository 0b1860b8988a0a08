import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { collectOutput } from './child-output.ts'
import { Failure } from './failure.ts'
import { binary } from './postgres-binaries.ts'
import type { Place } from './postgres-place.ts'
import { ownerRole } from './postgres-url.ts'

/** @throws Failure when the folder holds data of another major version, or of another user. */
export function requireOurData(place: Place, major: number): boolean {
  const file = join(place.data, 'PG_VERSION')
  if (!existsSync(file)) return false
  const found = readFileSync(file, 'utf8').trim()
  if (found !== String(major)) {
    throw new Failure(
      `${place.data} was made by PostgreSQL ${found}, and this Nowait brings PostgreSQL ${major}, which cannot read it.\n` +
        `Start with empty data: mv "${place.data}" "${place.data}-${found}" – or serve it with a PostgreSQL ${found} of your own and set DATABASE_URL.`,
    )
  }
  const owner = statSync(file).uid
  const user = place.user?.uid ?? process.getuid?.() ?? owner
  if (owner === user) return true
  throw new Failure(
    `${place.data} belongs to another user (uid ${owner}), and PostgreSQL only serves its own user's data.\n` +
      `Start as that user, give the folder to uid ${user} (chown -R), or choose another one: NOWAIT_DATA_DIR=/some/folder npm start`,
  )
}

/** Creates an empty database cluster, UTF-8 whatever the machine's locale. Interrupted, it leaves no half of one. */
export async function initialise(place: Place, password: string): Promise<void> {
  requireNothing(place.data)
  const half = `${place.data}.new`
  rmSync(half, { recursive: true, force: true })
  mkdirSync(half, { recursive: true, mode: 0o700 })
  const passwordFile = `${place.data}.password`
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (place.user) for (const path of [half, passwordFile]) chownSync(path, place.user.uid, place.user.gid)
  try {
    await untilNotLingering("PostgreSQL's data folder could not be made", () =>
      initdb(place, half, passwordFile),
    )
    renameSync(half, place.data)
  } finally {
    rmSync(passwordFile, { force: true })
    rmSync(half, { recursive: true, force: true })
  }
}

// Renaming replaces an empty folder and refuses a full one; that one is somebody's and stays.
function requireNothing(folder: string): void {
  if (!existsSync(folder) || readdirSync(folder).length === 0) return
  throw new Failure(`${folder} is not empty and holds no PostgreSQL data. Move it away and start again.`)
}

type Outcome = { how: string; output: string }

// initdb runs PostgreSQL several times in a row, and each refuses to start over an id that still lingers.
async function untilNotLingering(failed: string, run: () => Promise<Outcome>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const { how, output } = await run()
    if (how === 'code 0') return
    if (attempt === 5 || !output.includes('lock file "postmaster.pid" already exists')) {
      throw new Failure(`${failed} (${how}).`, output)
    }
    await sleep(300)
  }
}

function initdb(place: Place, folder: string, passwordFile: string): Promise<Outcome> {
  const args = [
    `--pgdata=${folder}`,
    `--username=${ownerRole}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--no-locale',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  ]
  return collectOutput(spawnTool(place, 'initdb', args)).ended
}

/** Gives the owner a password by way of PostgreSQL's single-user mode. The server must not be running. */
export async function resetPassword(place: Place, password: string): Promise<void> {
  const statement = `ALTER ROLE ${ownerRole} PASSWORD '${password}'\n`
  await untilNotLingering('The lost database password could not be replaced', () => {
    const child = spawnTool(place, 'postgres', ['--single', '-D', place.data, 'postgres'])
    child.stdin.end(statement)
    return collectOutput(child).ended
  })
}

function spawnTool(
  place: Place,
  name: 'initdb' | 'postgres',
  args: string[],
): ChildProcessWithoutNullStreams {
  return spawn(binary(place.binaries, name), args, { ...place.user, cwd: '/', stdio: 'pipe' })
}
