import { join } from 'node:path'
import { chooseAddresses } from './addresses.ts'
import { type Child, startChild } from './child.ts'
import { openDataFolder } from './data-folder.ts'
import { migrateAll } from './migrate-all.ts'
import { requireFreePort } from './ports.ts'
import { processEnv } from './process-env.ts'
import { frontDoor, type ProcessSpec } from './processes.ts'
import { line, stage } from './report.ts'
import { type NodeRun, runToEnd } from './run-node.ts'
import { openSecrets } from './secrets.ts'
import type { Settings } from './settings.ts'
import { openEmbedded, openExternal } from './stack-database.ts'
import type { StopSignals } from './stop-signals.ts'
import { Undo } from './undo.ts'
import { buildWebWhenStale } from './web-build.ts'

export type StackOptions = {
  settings: Settings
  table: ProcessSpec[]
  /** What the processes inherit. */
  env: Record<string, string | undefined>
  /** Whether the SPA is built first where it is stale. */
  web: boolean
  /** `asked` ends a start that is under way; `insist` learns how to end everything at once. */
  signals: StopSignals
}

/** A running stack. `demo`: it holds the demo accounts. `lost` resolves when the front door stays down. */
export type Stack = { url: string; demo: boolean; lost: Promise<void>; stop(): Promise<void> }

const limits = { readyMs: 60_000, seedMs: 60_000, drainMs: 12_000, backoffMs: 500 }

/** Starts everything and resolves when each process is ready. What was begun is taken back when that fails. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const undo = new Undo()
  try {
    return await start(options, undo)
  } catch (error) {
    await undo.run().catch(() => {})
    throw error
  }
}

async function start({ settings, table, env, web, signals }: StackOptions, undo: Undo): Promise<Stack> {
  const signal = signals.asked
  const started = table.filter((spec) => !settings.urls[spec.name])
  const address = `http://localhost:${settings.port}`
  const folder = openDataFolder(settings.dataDir)
  const secrets = openSecrets(folder.secrets)
  await requireFreePort(settings.port, settings.host, 'PORT')
  if (web) await stage('site', () => buildWebWhenStale(signal))
  const database = await stage('database', () =>
    settings.databaseUrl ? openExternal(settings.databaseUrl) : openEmbedded(folder, secrets, address, undo),
  )
  const children = new Map<string, Child>()
  signals.insist(() => {
    for (const child of children.values()) child.kill()
    database.kill()
  })
  signal.throwIfAborted()
  // Also those of services that run elsewhere: their events are read from here.
  await stage('schemas', () => migrateAll(database.ownerUrl, table, secrets))
  signal.throwIfAborted()

  const at = await chooseAddresses(started, settings, database.ownerUrl, secrets, env)
  const runOf = (spec: ProcessSpec, entry: string, log: string): NodeRun => ({
    name: log,
    entry,
    // DEMO tells the front door that the sign-in page may offer the demo account.
    env: processEnv(spec, table, at, database.embedded ? { ...env, DEMO: '1' } : env),
    log: join(folder.logs, `${log}.log`),
  })
  if (database.embedded) await stage('demo data', () => seed(started, runOf, signal))
  const lost = Promise.withResolvers<void>()
  undo.add(() => stopChildren(children))
  await stage('services', async () => {
    for (const spec of started) {
      const child = startChild({
        ...runOf(spec, spec.entry, spec.name),
        ...limits,
        readyUrl: at.urlOf(spec.name) + spec.ready,
        tell: (text) => line(spec.name, text),
        gaveUp: () => spec.name === frontDoor && lost.resolve(),
      })
      children.set(spec.name, child)
    }
    await untilAborted(Promise.all([...children.values()].map((child) => child.ready)), signal)
    return { say: [...children.keys()].join(', ') }
  })
  return {
    url: address,
    demo: database.embedded,
    lost: lost.promise,
    stop: () => undo.run(),
  }
}

async function seed(
  started: ProcessSpec[],
  runOf: (spec: ProcessSpec, entry: string, log: string) => NodeRun,
  signal: AbortSignal,
): Promise<{ say: string }> {
  const seeds = started.filter((spec) => spec.seed)
  const runs = seeds.map((spec) => runOf(spec, spec.seed as string, `${spec.name}-seed`))
  await Promise.all(runs.map((run) => runToEnd(run, limits.seedMs, signal)))
  return { say: 'accounts and catalogue are there' }
}

/** The front door first: requests under way still find the services they need. */
async function stopChildren(children: Map<string, Child>): Promise<void> {
  await children.get(frontDoor)?.stop(limits.drainMs)
  await Promise.all([...children.values()].map((child) => child.stop(limits.drainMs)))
}

function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  return Promise.race([work, promise])
}
