import type { Context } from 'hono'
import type { Database, Sql } from '@nowait/chassis/database'
import type { Log } from '@nowait/chassis/log'
import { uuidv7 } from '@nowait/chassis/uuidv7'
import type { Member, Session } from '@nowait/contract/bff'
import { Problem } from '@nowait/contract/problem'
import type { Visitor } from '../http/visitor.ts'
import { sessionCache } from './session-cache.ts'
import { dropToken, giveToken, tokenFrom } from './session-cookie.ts'
import { endedChannel, sessionStore, type Lifetimes, type SessionRow } from './store.ts'
import { hashOf, newToken } from './token.ts'

/** Somebody is signed in: who, and until when if nothing more is heard of him. */
export interface ActiveSession {
  id: string
  member: Member
  expiresAt: Date
}

/** What `onEnded` is told: one session, or all of a member. */
export type Ended = { session: string } | { member: string }

/** A session with the token that the browser has yet to be given. */
export interface Opened {
  member: Member
  token: string
  expiresAt: Date
}

export interface SessionsOptions {
  database: Database
  lifetimes: Lifetimes
  log: Log
  visitor: (c: Context) => Visitor
}

/** How long a request waits to learn whose it is before it is refused, ms. */
const readWithinMs = 2_000

/** Server-side sessions. Whoever cannot be looked up is refused with 503, never taken for a stranger. */
export async function createSessions({ database, lifetimes, log, visitor }: SessionsOptions) {
  const store = sessionStore(database, lifetimes)
  const cache = sessionCache()
  const listeners = new Set<(ended: Ended) => void>()
  const onNotify = (payload: string) => {
    cache.clear()
    const member = payload.startsWith('member:') ? payload.slice(7) : undefined
    for (const tell of listeners) tell(member ? { member } : { session: payload })
  }
  const listening = await database.listen(endedChannel, onNotify, cache.clear)

  /** `background`: asked by a stream rather than by a person, so it does not keep the session alive. */
  async function current(c: Context, { background = false } = {}): Promise<ActiveSession | undefined> {
    const token = tokenFrom(c, visitor(c))
    if (!token) return undefined
    const known = cache.known(token)
    if (known && !known.rotation_due && (background || !known.unseen)) return activeSession(known)
    return whileAvailable(log, async () => {
      const row = await cache.get(token, () => store.find(hashOf(token)))
      if (!row) return undefined
      if (row.rotation_due && !row.former) await rotate(c, row, token)
      if (row.unseen && !background) {
        row.unseen = false
        await store.touch(row.session_id)
      }
      return activeSession(row)
    })
  }

  async function rotate(c: Context, row: SessionRow, token: string): Promise<void> {
    const fresh = newToken()
    if (await store.rotate(row.session_id, hashOf(token), hashOf(fresh))) {
      giveToken(c, fresh, lifetimes.maxSeconds)
    }
    cache.drop(token)
  }

  /** A new token, never one that was there before; the session this browser had ends. */
  async function open(c: Context, member: Member, tx: Sql): Promise<Opened> {
    const planted = tokenFrom(c, visitor(c))
    if (planted) await store.end(tx, hashOf(planted))
    const token = newToken()
    const expiresAt = await store.insert(tx, uuidv7(), member.id, hashOf(token))
    return { member, token, expiresAt }
  }

  function handOver(c: Context, { member, token, expiresAt }: Opened): Session {
    giveToken(c, token, lifetimes.maxSeconds)
    return { member, expiresAt: expiresAt.toISOString() }
  }

  return {
    current,

    /** Signs in. */
    start: async (c: Context, member: Member): Promise<Session> =>
      handOver(c, await open(c, member, database.sql)),

    /** The two halves of signing in, for a session that is opened in a transaction and handed over after its commit. */
    open,
    handOver,

    async end(c: Context): Promise<void> {
      const token = tokenFrom(c, visitor(c))
      dropToken(c)
      if (!token) return
      await whileAvailable(log, () => store.end(database.sql, hashOf(token)))
      cache.clear()
    },

    async endAllOf(memberId: string, tx: Sql = database.sql): Promise<void> {
      await store.endAllOf(tx, memberId)
      cache.clear()
    },

    living: store.living,
    purge: store.purge,

    /** Told of every session that is ended by somebody, in this process or another. */
    onEnded(tell: (ended: Ended) => void): void {
      listeners.add(tell)
    },

    stop: () => listening.stop(),
  }
}
export type Sessions = Awaited<ReturnType<typeof createSessions>>

const activeSession = (row: SessionRow): ActiveSession => ({
  id: row.session_id,
  member: { id: row.member_id, email: row.email, name: row.name, role: row.role },
  expiresAt: row.expires_at,
})

async function whileAvailable<T>(log: Log, work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${readWithinMs} ms`)), readWithinMs)
  })
  try {
    return await Promise.race([work(), late])
  } catch (error) {
    if (error instanceof Problem) throw error
    log.error({ err: error }, 'sessions cannot be read')
    throw new Problem('SERVICE_UNAVAILABLE', { retryAfterMs: 1_000 })
  } finally {
    clearTimeout(timer)
  }
}
