import type { Context, MiddlewareHandler } from 'hono'
import { setHeader } from '@nowait/contract/set-header'
import type { Limits } from './limits.ts'
import type { Visitor } from './visitor.ts'

/** Data is kept by nobody unless its handler says otherwise. */
export function notStoredByDefault(): MiddlewareHandler {
  return (c, next) => {
    setHeader(c, 'cache-control', 'no-store')
    return next()
  }
}

/** Throws RATE_LIMITED for a network that asks too much; whoever watches this process is not counted. */
export function countedPerNetwork(limits: Limits, visitor: (c: Context) => Visitor): MiddlewareHandler {
  return async (c, next) => {
    if (!/^\/api\/(health|ready)$/.test(c.req.path)) {
      await limits.requestsPerNetwork.take(visitor(c).network)
    }
    await next()
  }
}
