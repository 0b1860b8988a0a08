import { isAlive } from './alive.ts'
import type { DataFolder } from './data-folder.ts'
import { Failure, reason } from './failure.ts'
import { startPostgres, type PostgresServer } from './postgres.ts'
import { ask } from './postgres-ask.ts'
import { line } from './report.ts'
import { takeRunningLock } from './running-lock.ts'
import type { Secrets } from './secrets.ts'
import type { Undo } from './undo.ts'

/** The database of a stack: who owns it, and whether it is ours to fill with demo data. */
export type StackDatabase = { ownerUrl: string; embedded: boolean; say: string; kill(): void }

/** Starts or adopts the embedded server, keeps it running, and stops it by `undo`. */
export async function openEmbedded(
  folder: DataFolder,
  secrets: Secrets,
  address: string,
  undo: Undo,
): Promise<StackDatabase> {
  const server = await startPostgres(folder, secrets)
  // Before our own stop is remembered: a server that another stack uses stays.
  const lock = await takeRunningLock(server.ownerUrl, address)
  const watch = reviveWhenDead(server)
  undo.add(async () => {
    await watch.stop()
    await lock.release()
    await server.stop()
  })
  return {
    ownerUrl: server.ownerUrl,
    embedded: true,
    say: server.say,
    kill: () => void (isAlive(server.pid()) && process.kill(server.pid(), 'SIGQUIT')),
  }
}

/** The operator's own server. @throws Failure when it does not answer or does not keep Unicode. */
export async function openExternal(url: string): Promise<StackDatabase> {
  const { hostname, port, pathname } = new URL(url)
  const where = `${hostname}:${port || 5432}${pathname}`
  const answer = await ask(url)
  if (answer.state !== 'ready') {
    const what = answer.state === 'refused' ? 'does not let us in' : 'does not answer'
    throw new Failure(`DATABASE_URL: ${where} ${what}: ${answer.problem}`)
  }
  if (answer.encoding !== 'UTF8') {
    throw new Failure(
      `DATABASE_URL: ${where} is encoded as ${answer.encoding}, which cannot hold Korean text. Create one with: createdb -E UTF8 -T template0 nowait`,
    )
  }
  return { ownerUrl: url, embedded: false, say: `${where}, yours`, kill: () => {} }
}

function reviveWhenDead(server: PostgresServer): { stop(): Promise<void> } {
  let work: Promise<void> | undefined
  const revive = async () => {
    line('database', 'PostgreSQL ended unexpectedly, starting it again')
    await server.revive().then(
      () => line('database', 'works again'),
      (error: unknown) => line('database', reason(error)),
    )
    work = undefined
  }
  const watch = setInterval(() => {
    if (!work && !isAlive(server.pid())) work = revive()
  }, 500)
  return {
    async stop() {
      clearInterval(watch)
      await work
    },
  }
}
