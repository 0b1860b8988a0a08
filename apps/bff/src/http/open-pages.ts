import type { ServerResponse } from 'node:http'
import type { Context } from 'hono'
import { Problem } from '@nowait/contract/problem'

/** Pages of one session that are being answered, whole or as streams; who reads slowly holds them longest. */
export interface OpenPages {
  /** Counts one until its answer has ended or its reader has gone. Throws RATE_LIMITED beyond the cap. */
  enter(c: Context, session: string): void
  /** Sessions with an open page. */
  readonly sessions: number
}

export function createOpenPages(maxPerSession: number): OpenPages {
  const open = new Map<string, number>()
  const leave = (session: string) => {
    const left = open.get(session)! - 1
    if (left === 0) open.delete(session)
    else open.set(session, left)
  }
  return {
    enter(c, session) {
      const { outgoing } = (c.env ?? {}) as { outgoing?: ServerResponse }
      if (!outgoing) return
      const pages = open.get(session) ?? 0
      if (pages >= maxPerSession) {
        const detail = `At most ${maxPerSession} pages of one session at once`
        throw new Problem('RATE_LIMITED', { detail, retryAfterMs: 1_000 })
      }
      open.set(session, pages + 1)
      outgoing.once('close', () => leave(session))
    },
    get sessions() {
      return open.size
    },
  }
}
