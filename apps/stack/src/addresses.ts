import { freePorts } from './ports.ts'
import { type Addresses, roleOf, roleUrl } from './process-env.ts'
import { rolePassword } from './migrate-all.ts'
import { frontDoor, type ProcessSpec } from './processes.ts'
import type { Secrets } from './secrets.ts'
import { type Settings, variable } from './settings.ts'

type Env = Record<string, string | undefined>

/** Chooses a port for each process and says how each is reached and by which secrets. */
export async function chooseAddresses(
  started: ProcessSpec[],
  settings: Settings,
  ownerUrl: string,
  secrets: Secrets,
  env: Env,
): Promise<Addresses> {
  const free = await freePorts(started.length)
  const ports = new Map(
    started.map((spec, at) => [spec.name, settings.ports[spec.name] ?? (free[at] as number)]),
  )
  ports.set(frontDoor, settings.port)
  const hostOf = (name: string) => (name === frontDoor ? settings.host : '127.0.0.1')
  const portOf = (name: string) => ports.get(name) as number
  return {
    hostOf,
    portOf,
    urlOf: (name) => settings.urls[name] ?? `http://${reachable(hostOf(name))}:${portOf(name)}`,
    tokenOf: (name) => env[variable(name, 'TOKEN')] || secrets.get(variable(name, 'TOKEN')),
    databaseOf: (name) => roleUrl(ownerUrl, roleOf(name), rolePassword(secrets, name)),
  }
}

// A server that listens everywhere is asked by the loopback address.
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1'
  if (host === '::') return '[::1]'
  return host.includes(':') ? `[${host}]` : host
}
