import type { Context, MiddlewareHandler } from 'hono'
import { getCookie } from 'hono/cookie'
import type { Visitor } from '../http/visitor.ts'

const carried = 'sessionCookie'

const nameFor = ({ plainLoopback }: Visitor) => (plainLoopback ? 'nowait' : '__Host-nowait')

/**
 * The token the browser sent. Only the name that fits the connection counts: on HTTPS a plain `nowait` could have been
 * planted by a sibling domain, which the prefix `__Host-` forbids.
 */
export function tokenFrom(c: Context, visitor: Visitor): string | undefined {
  const token = getCookie(c, nameFor(visitor))
  return token !== undefined && /^[\w-]{43}$/.test(token) ? token : undefined
}

/** Puts a new token on the answer, whatever the answer becomes. */
export const giveToken = (c: Context, token: string, maxAgeSeconds: number): void =>
  c.set(carried, { token, maxAgeSeconds })

/** Has the browser forget its token. */
export const dropToken = (c: Context): void => c.set(carried, { token: '', maxAgeSeconds: 0 })

/**
 * Sends what was given: here, and not in the handler, so that a request that ends in a problem still hands over a
 * rotated token. SameSite=Strict: the document needs no session, and what the shop asks afterwards is same-site.
 */
export function withSessionCookie(visitor: (c: Context) => Visitor): MiddlewareHandler {
  return async (c, next) => {
    await next()
    const cookie = c.get(carried) as { token: string; maxAgeSeconds: number } | undefined
    if (!cookie) return
    const seen = visitor(c)
    const secure = seen.plainLoopback ? '' : '; Secure'
    const attributes = `Path=/; HttpOnly; SameSite=Strict; Max-Age=${cookie.maxAgeSeconds}${secure}`
    c.res.headers.append('set-cookie', `${nameFor(seen)}=${cookie.token}; ${attributes}`)
  }
}
