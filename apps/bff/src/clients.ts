import { createUpstream, type Upstream } from '@nowait/chassis/call'
import { readConfig } from '@nowait/chassis/config'
import { bffConfig, type BffConfig } from './config.ts'

/** The services this process asks, each with a pool of its own: one that hangs takes no connection from another. */
export type Upstreams = Record<'order' | 'product' | 'shipping' | 'point' | 'push', Upstream>

export function createUpstreams(config: BffConfig): Upstreams {
  return {
    order: createUpstream({ name: 'order', url: config.ORDER_URL, token: config.ORDER_TOKEN }),
    product: createUpstream({ name: 'product', url: config.PRODUCT_URL, token: config.PRODUCT_TOKEN }),
    shipping: createUpstream({ name: 'shipping', url: config.SHIPPING_URL, token: config.SHIPPING_TOKEN }),
    point: createUpstream({ name: 'point', url: config.POINT_URL, token: config.POINT_TOKEN }),
    push: createUpstream({ name: 'push', url: config.PUSH_URL, token: config.PUSH_TOKEN }),
  }
}

const pointAddress = bffConfig.pick({ POINT_URL: true, POINT_TOKEN: true })
const pushAddress = bffConfig.pick({ PUSH_URL: true, PUSH_TOKEN: true })
const opened = new Map<string, Upstream>()

/**
 * The point service for the targets of integrations: they also run in worker threads, which have the environment and
 * nothing else of this process. Opened on first use.
 */
export function pointOfTargets(): Upstream {
  const { POINT_URL: url, POINT_TOKEN: token } = readConfig(pointAddress)
  return openOnce({ name: 'point', url, token })
}

/** The push service, likewise. */
export function pushOfTargets(): Upstream {
  const { PUSH_URL: url, PUSH_TOKEN: token } = readConfig(pushAddress)
  return openOnce({ name: 'push', url, token })
}

function openOnce({ name, url, token }: { name: string; url: string; token: string }): Upstream {
  const known = opened.get(url)
  if (known) return known
  const upstream = createUpstream({ name, url, token })
  opened.set(url, upstream)
  return upstream
}
