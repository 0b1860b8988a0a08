import { resolve } from 'node:path'
import { Failure } from './failure.ts'
import { root } from './paths.ts'
import { frontDoor, type ProcessSpec } from './processes.ts'

/** What the operator set in the environment, read once. */
export type Settings = {
  /** Where the browser goes. */
  port: number
  host: string
  dataDir: string
  /** An owner role on a server of the operator's own; without it the embedded one is started. */
  databaseUrl: string | undefined
  /** Ports set for single processes (`ORDER_PORT`). */
  ports: Record<string, number>
  /** Services of the operator's own (`ORDER_URL`), which are not started. */
  urls: Record<string, string>
}

type Env = Record<string, string | undefined>

/** @throws Failure that names the variable, what was given and what is expected. */
export function readSettings(env: Env, table: ProcessSpec[]): Settings {
  refuseSeparateDatabases(env, table)
  const front = table.find((spec) => spec.name === frontDoor)
  const inner = table.filter((spec) => spec !== front)
  return {
    port: readPort(env, 'PORT') ?? front?.port ?? 0,
    host: env['HOST'] || '127.0.0.1',
    dataDir: resolve(root, env['NOWAIT_DATA_DIR'] || '.data'),
    databaseUrl: readDatabaseUrl(env['DATABASE_URL']),
    ports: collect(inner, (name) => readPort(env, variable(name, 'PORT'))),
    urls: collect(inner, (name) => readUrl(env, variable(name, 'URL'))),
  }
}

/** `ORDER_URL` for order. */
export function variable(name: string, what: string): string {
  return `${name.toUpperCase().replaceAll('-', '_')}_${what}`
}

function refuseSeparateDatabases(env: Env, table: ProcessSpec[]): void {
  const given = table.map((spec) => variable(spec.name, 'DATABASE_URL')).filter((name) => env[name])
  if (given.length === 0) return
  throw new Failure(
    `${given.join(', ')}: the schemas of all services are kept in one database.\n` +
      'Set DATABASE_URL instead: one server, with a schema and a role for each service.',
  )
}

function readDatabaseUrl(given: string | undefined): string | undefined {
  if (!given) return undefined
  const url = URL.canParse(given) ? new URL(given) : undefined
  if (url && /^postgres(ql)?:$/.test(url.protocol) && url.hostname && url.pathname.length > 1) return given
  throw new Failure(
    'DATABASE_URL is not understood: expected postgres://owner:password@host:5432/database (the password percent-encoded).',
  )
}

function readPort(env: Env, name: string): number | undefined {
  const given = env[name]
  if (!given) return undefined
  const port = Number(given)
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port
  throw new Failure(`${name}=${given}: expected a port from 1 to 65535.`)
}

function readUrl(env: Env, name: string): string | undefined {
  const given = env[name]
  if (!given) return undefined
  if (URL.canParse(given) && /^https?:$/.test(new URL(given).protocol)) return given.replace(/\/$/, '')
  throw new Failure(`${name}=${given}: expected a URL such as http://127.0.0.1:4001`)
}

function collect<T>(table: ProcessSpec[], read: (name: string) => T | undefined): Record<string, T> {
  const entries = table.map((spec) => [spec.name, read(spec.name)] as const)
  return Object.fromEntries(entries.filter((entry): entry is [string, T] => entry[1] !== undefined))
}
