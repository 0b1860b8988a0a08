import type { OperatedService } from '@nowait/contract/ops'
import type { Upstream } from '../knobs.ts'
import type { Source } from '../weather.ts'

/** The knob that each service hangs on; the shop's own server has that of what it stores itself. */
const upstreamOf: Record<OperatedService, Upstream> = {
  bff: 'notifications',
  order: 'order',
  product: 'product',
  shipping: 'shipping',
  mypage: 'mypage',
  // They answer operators also while they refuse the shop.
  point: 'notifications',
  push: 'notifications',
}

/** The knob of the service that is asked for. */
export const at = (input: { params: { service: OperatedService } }): Upstream =>
  upstreamOf[input.params.service]

/** A part of a page for each service. */
export function ofEach<T>(
  of: (service: OperatedService) => Pick<Source<T>, 'read' | 'empty'>,
): Record<OperatedService, Source<T>> {
  const part = (service: OperatedService) => ({ upstream: upstreamOf[service], ms: 15, ...of(service) })
  return {
    bff: part('bff'),
    order: part('order'),
    product: part('product'),
    shipping: part('shipping'),
    mypage: part('mypage'),
    point: part('point'),
    push: part('push'),
  }
}
