import { modeVariable } from '@nowait/chassis/dispatch/chosen-modes'
import type { ProcessSpec } from './processes.ts'
import { variable } from './settings.ts'

type Env = Record<string, string | undefined>

/** What is known once ports are chosen: how each process is reached, and the secrets of all. */
export type Addresses = {
  urlOf: (name: string) => string
  portOf: (name: string) => number
  hostOf: (name: string) => string
  tokenOf: (name: string) => string
  /** The connection of a process's own role. */
  databaseOf: (name: string) => string
}

/**
 * The environment of one process: the operator's own settings without any secret that is not for it, then its
 * address, its database, its credential, and URL and credential of each process it calls.
 */
export function processEnv(spec: ProcessSpec, table: ProcessSpec[], at: Addresses, base: Env): Env {
  return {
    ...withoutOthersSettings(base, table, spec),
    HOST: at.hostOf(spec.name),
    PORT: String(at.portOf(spec.name)),
    ...(spec.migrations ? { DATABASE_URL: at.databaseOf(spec.name) } : {}),
    ...(table.some((other) => other.calls.includes(spec.name))
      ? { [variable(spec.name, 'TOKEN')]: at.tokenOf(spec.name) }
      : {}),
    ...Object.fromEntries(
      spec.calls.flatMap((name) => [
        [variable(name, 'URL'), at.urlOf(name)],
        [variable(name, 'TOKEN'), at.tokenOf(name)],
      ]),
    ),
  }
}

/** The owner's connection with another role's name and password: `postgres://nowait_order:…@host/database`. */
export function roleUrl(ownerUrl: string, role: string, password: string): string {
  const url = new URL(ownerUrl)
  url.username = role
  url.password = encodeURIComponent(password)
  return url.href
}

/** The database role of a process. */
export function roleOf(name: string): string {
  return `nowait_${name}`
}

function withoutOthersSettings(base: Env, table: ProcessSpec[], own: ProcessSpec): Env {
  const ours = ['PORT', 'URL', 'TOKEN', 'DATABASE_URL']
  const hidden = new Set(table.flatMap((spec) => ours.map((what) => variable(spec.name, what))))
  const others = table.filter((spec) => spec.name !== own.name)
  for (const secret of others.flatMap((spec) => spec.secrets ?? [])) hidden.add(secret)
  // A process stops at a mode for an integration it does not have: a misspelt one is meant to be found.
  for (const name of others.flatMap((spec) => spec.integrations ?? [])) hidden.add(modeVariable(name))
  const keep = (name: string) => !hidden.has(name) && name !== 'DATABASE_URL' && !name.startsWith('npm_')
  return Object.fromEntries(Object.entries(base).filter(([name]) => keep(name)))
}
