import { chmodSync, existsSync, mkdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { errorCode, Failure } from './failure.ts'

/** Where data and binaries go when PostgreSQL's own user cannot enter the data folder. */
export const outside = '/var/lib/nowait'

/** Where everything that survives a start is kept. */
export type DataFolder = { path: string; logs: string; secrets: string; postgres: string }

/** Makes the folder where it is missing. @throws Failure when we may not write there. */
export function openDataFolder(path: string): DataFolder {
  const folder = {
    path,
    logs: join(path, 'logs'),
    secrets: join(path, 'secrets'),
    postgres: join(path, 'postgres'),
  }
  try {
    const isNew = !existsSync(path)
    mkdirSync(folder.logs, { recursive: true })
    // Root's PostgreSQL runs as another user and has to pass through, whatever the umask says.
    if (isNew) chmodSync(path, 0o755)
    for (const place of [path, folder.logs]) tryWriting(join(place, `.probe-${process.pid}`))
  } catch (error) {
    throw new Failure(
      `The data folder ${path} is not writable for this user (${errorCode(error)}).\n` +
        'Give it to this user (chown), or choose another one: NOWAIT_DATA_DIR=/some/folder npm start',
    )
  }
  return folder
}

/** Removes a data folder that nobody uses, and what of it lies outside. */
export function removeData(dataDir: string): void {
  const postgres = join(dataDir, 'postgres')
  const real = existsSync(postgres) ? realpathSync(postgres) : postgres
  if (real.startsWith(`${outside}/`)) rmSync(dirname(real), { recursive: true, force: true })
  rmSync(dataDir, { recursive: true, force: true })
}

function tryWriting(file: string): void {
  writeFileSync(file, '')
  rmSync(file)
}
