import { createUpstream, type Upstream } from '@nowait/chassis/call'
import type { BffConfig } from './config.ts'

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
