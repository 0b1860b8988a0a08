import { createUpstream, type Upstream } from '@nowait/chassis/call'
import { readConfig } from '@nowait/chassis/config'
import type { Log } from '@nowait/chassis/log'
import { sharedReads } from '@nowait/chassis/single-flight'
import { bffConfig, limitRules, type BffConfig } from './config.ts'
import {
  guardName,
  outward,
  type OutwardName,
  outwardOfJobs,
  planOf,
  type Service,
  services,
} from './plans.ts'

/** What this process asks, each with a pool and a guard of its own: one that hangs takes no connection from another. */
export type Upstreams = Record<OutwardName, Upstream>

export interface ClientOptions {
  log?: Log
  /** See PageOptions. */
  patience?: number
}

export function createUpstreams(config: BffConfig, options: ClientOptions = {}): Upstreams {
  const names = Object.keys(outward) as OutwardName[]
  const opened = names.map((name) => [name, openGuarded(name, config, options)] as const)
  const upstreams = Object.fromEntries(opened) as Upstreams
  // The catalogue is the same for everybody: who asks while the same is being asked waits for that answer.
  return { ...upstreams, product: sharedReads(upstreams.product) }
}

function openGuarded(name: OutwardName, config: BffConfig, { log, patience = 1 }: ClientOptions): Upstream {
  const { callsPerMember: perMember } = limitRules(config)
  const { service } = outward[name]
  const shownAs = guardName(name)
  return createUpstream({
    name: service,
    ...addressOf(service, config),
    plan: planOf(name, { perMember, patience }),
    shownAs,
    onChange: ({ from, to }) => log?.warn({ guard: shownAs, from, to }, 'circuit'),
  })
}

/** Where a service is, and the credential it knows us by. */
export function addressOf(service: Service, config: BffConfig): { url: string; token: string } {
  const upper = service.toUpperCase() as Uppercase<Service>
  return { url: config[`${upper}_URL`], token: config[`${upper}_TOKEN`] }
}

/** For asking a service how it is: beside its guard, which a quick "I live" must not take for an answer to a page. */
export const createProbes = (config: BffConfig): Upstream[] =>
  services.map((name) => createUpstream({ name, ...addressOf(name, config), connections: 1 }))

const pointAddress = bffConfig.pick({ POINT_URL: true, POINT_TOKEN: true })
const pushAddress = bffConfig.pick({ PUSH_URL: true, PUSH_TOKEN: true })
const opened = new Map<string, Upstream>()

/**
 * The point service for the targets of integrations: they also run in worker threads, which have the environment and
 * nothing else of this process. Opened on first use.
 */
export function pointOfTargets(): Upstream {
  const { POINT_URL: url, POINT_TOKEN: token } = readConfig(pointAddress)
  return openOnce('point', { url, token })
}

/** The push service, likewise. */
export function pushOfTargets(): Upstream {
  const { PUSH_URL: url, PUSH_TOKEN: token } = readConfig(pushAddress)
  return openOnce('push', { url, token })
}

function openOnce(name: keyof typeof outwardOfJobs, address: { url: string; token: string }): Upstream {
  const known = opened.get(address.url)
  if (known) return known
  const { guard, plan } = outwardOfJobs[name]
  const upstream = createUpstream({ name, ...address, plan, shownAs: guard })
  opened.set(address.url, upstream)
  return upstream
}
