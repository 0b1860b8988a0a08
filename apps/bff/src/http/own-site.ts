import type { MiddlewareHandler } from 'hono'
import { csrfHeader } from '@nowait/contract/headers'
import { Problem } from '@nowait/contract/problem'
import type { Visitor } from './visitor.ts'

const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Read by people and tools from anywhere; they answer the same to everybody. */
const forAnyone = /^\/api\/(health|ready|docs|openapi\.json)$/

/** What tells a request of the shop's own pages from one that another site made the browser send. */
export interface Provenance {
  method: string
  path: string
  csrf: string | undefined
  origin: string | undefined
  fetchSite: string | undefined
}

/**
 * Why a request is refused, or undefined. The header X-CSRF alone would do, as a page of another origin cannot send it
 * without a preflight that nobody here answers; Origin and Sec-Fetch-Site cost nothing and stand by themselves.
 */
export function refusalOf(request: Provenance, own: Pick<Visitor, 'isOwnOrigin'>): string | undefined {
  const foreign = request.fetchSite !== undefined && !/^(same-origin|none)$/.test(request.fetchSite)
  if (foreign && !forAnyone.test(request.path)) return 'Another site asked for it'
  if (safe.has(request.method)) return undefined
  if (request.csrf !== '1') return 'The header X-CSRF: 1 is missing'
  if (request.origin !== undefined && !own.isOwnOrigin(request.origin)) return 'It comes from another origin'
  return undefined
}

/** Throws CSRF_REJECTED before anything is read or counted. */
export function fromOwnSite(visitor: (c: Parameters<MiddlewareHandler>[0]) => Visitor): MiddlewareHandler {
  return async (c, next) => {
    const why = refusalOf(
      {
        // Not c.req.method: nothing may make a POST look like a GET.
        method: c.req.raw.method,
        path: c.req.path,
        csrf: c.req.header(csrfHeader),
        origin: c.req.header('origin'),
        fetchSite: c.req.header('sec-fetch-site'),
      },
      visitor(c),
    )
    if (why) throw new Problem('CSRF_REJECTED', { detail: why })
    await next()
  }
}
