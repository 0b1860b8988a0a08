import type { Context } from 'hono'
import type { Endpoint } from '@nowait/contract/endpoint'
import { Problem } from '@nowait/contract/problem'
import { setHeader } from '@nowait/contract/set-header'
import type { Limits } from './http/limits.ts'
import type { OpenPages } from './http/open-pages.ts'
import type { ActiveSession, Sessions } from './sessions/sessions.ts'

/** Who calls the BFF. There is a session on endpoints with access `member` and `operator`, and only there. */
export interface Caller {
  readonly session: ActiveSession
}

const nobody: Caller = {
  get session(): ActiveSession {
    throw new Error('This endpoint has no session: its access is "public"')
  },
}

interface CallerOptions {
  sessions: Sessions
  limits: Limits
  openPages: OpenPages
}

/**
 * For `implement`: who calls is what the session says, whatever else the request claims. Throws NOT_SIGNED_IN,
 * FORBIDDEN, RATE_LIMITED, and SERVICE_UNAVAILABLE when nobody can say.
 */
export function bffCaller({ sessions, limits, openPages }: CallerOptions) {
  return async (c: Context, endpoint: Endpoint): Promise<Caller> => {
    if (endpoint.access === 'public') return nobody
    setHeader(c, 'cache-control', 'private, no-store')
    const session = await sessions.current(c, { background: isBackground(endpoint) })
    if (!session) throw new Problem('NOT_SIGNED_IN')
    const { role, id } = session.member
    await limits.requestsPerMember.take(id)
    if (endpoint.access !== 'member' && role !== endpoint.access) throw new Problem('FORBIDDEN')
    if (c.req.raw.method !== 'GET' && c.req.raw.method !== 'HEAD') await limits.writesPerMember.take(id)
    if (endpoint.kind === 'stream') openPages.enter(c, session.id)
    return { session }
  }
}

/** Asked by a page rather than by a person: it must not keep a session alive for ever. */
const isBackground = ({ kind, polled }: Endpoint) => kind === 'events' || polled === true
