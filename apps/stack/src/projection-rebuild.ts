import { spawn } from 'node:child_process'
import { type DataFolder, openDataFolder } from './data-folder.ts'
import { Failure } from './failure.ts'
import { migrateAll, rolePassword } from './migrate-all.ts'
import { inRoot } from './paths.ts'
import { startPostgres } from './postgres.ts'
import { roleOf, roleUrl } from './process-env.ts'
import { processes } from './processes.ts'
import { takeRunningLock } from './running-lock.ts'
import { runToEnd } from './run-to-end.ts'
import { openSecrets, type Secrets } from './secrets.ts'
import { readSettings } from './settings.ts'
import { openExternal } from './stack-database.ts'
import { listenForStop } from './stop-signals.ts'

const signals = listenForStop()
await runToEnd(main, signals)

/** Rebuilds the pages on the database that `npm start` uses, whether the shop runs on it or not. */
async function main(): Promise<number> {
  const settings = readSettings(process.env, processes)
  const folder = openDataFolder(settings.dataDir)
  const secrets = openSecrets(folder.secrets)
  const { ownerUrl, leave } = settings.databaseUrl
    ? { ...(await openExternal(settings.databaseUrl)), leave: async () => {} }
    : await openOwn(folder, secrets)
  try {
    await migrateAll(ownerUrl, processes, secrets)
    return await run(roleUrl(ownerUrl, roleOf('mypage'), rolePassword(secrets, 'mypage')))
  } finally {
    await leave()
  }
}

/** The embedded server: left as it is when a shop runs on it, else started and stopped again. */
async function openOwn(folder: DataFolder, secrets: Secrets) {
  const server = await startPostgres(folder, secrets)
  try {
    const lock = await takeRunningLock(server.ownerUrl, 'projection:rebuild')
    const leave = async () => {
      await lock.release()
      await server.stop()
    }
    return { ownerUrl: server.ownerUrl, leave }
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return { ownerUrl: server.ownerUrl, leave: async () => {} }
  }
}

function run(databaseUrl: string): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const child = spawn(
    process.execPath,
    [inRoot('apps/services/mypage/src/rebuild/main.ts'), ...process.argv.slice(2)],
    { stdio: 'inherit', env: { ...process.env, DATABASE_URL: databaseUrl } },
  )
  signals.asked.addEventListener('abort', () => void child.kill('SIGTERM'), { once: true })
  child.once('error', reject)
  child.once('exit', (code) => resolve(code ?? 1))
  return promise
}
