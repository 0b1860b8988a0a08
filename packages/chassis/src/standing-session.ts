import { openSession, type Session } from './session.ts'

type Listener = { channel: string; onNotify: (payload: string) => void; onReopen?: () => void }

/** A session that is opened when first wanted and again when it was lost, with its LISTENs in force. */
export interface StandingSession {
  /** The session of now. Its locks are gone when its `lost` is aborted. Rejects while the database is away. */
  get(): Promise<Session>
  /** Resolves when notifications arrive. `onReopen` says that some may have been missed. */
  listen(listener: Listener): Promise<{ stop(): Promise<void> }>
  close(): Promise<void>
}

const heartbeatMs = 1_000
const reopenMs = 50

export function openStandingSession({ url, name }: { url: string; name: string }): StandingSession {
  const listeners = new Set<Listener>()
  let current: Promise<Session> | undefined
  let heartbeat: NodeJS.Timeout | undefined
  let opened = 0
  let closed = false

  function get(): Promise<Session> {
    if (closed) return Promise.reject(new Error('The database was closed'))
    heartbeat ??= setInterval(beat, heartbeatMs).unref()
    return current ?? open()
  }

  function open(): Promise<Session> {
    const session = openSession(url, { name, onNotify })
    const opening = prepare(session)
    // By then there may be another one: forgotten without being lost, it would keep its locks from those that come.
    const forget = () => {
      if (current === opening) current = undefined
    }
    session.lost.addEventListener('abort', () => {
      forget()
      if (!closed) setTimeout(beat, reopenMs).unref()
    })
    opening.catch(forget)
    return (current = opening)
  }

  async function prepare(session: Session): Promise<Session> {
    try {
      // A process that hangs, or a machine that vanished, must not keep its locks: no heartbeat, no session.
      await session.sql`set idle_session_timeout = '10s'`
      for (const channel of new Set([...listeners].map((each) => each.channel)))
        await session.sql`listen ${session.sql(channel)}`
    } catch (error) {
      await session.close()
      throw error
    }
    if (opened++ > 0) for (const listener of listeners) listener.onReopen?.()
    return session
  }

  function beat(): void {
    if (closed) return
    get()
      .then(({ sql }) => sql`select 1`)
      .catch(() => {}) // the next beat tries again
  }

  function onNotify(channel: string, payload: string): void {
    for (const listener of listeners) if (listener.channel === channel) listener.onNotify(payload)
  }

  async function stop(listener: Listener): Promise<void> {
    listeners.delete(listener)
    if ([...listeners].some((other) => other.channel === listener.channel)) return
    const session = await current?.catch(() => undefined)
    if (session) await session.sql`unlisten ${session.sql(listener.channel)}`.catch(() => {})
  }

  return {
    get,
    async listen(listener) {
      const session = await get()
      listeners.add(listener)
      try {
        await session.sql`listen ${session.sql(listener.channel)}`
      } catch (error) {
        listeners.delete(listener)
        throw error
      }
      return { stop: () => stop(listener) }
    },
    async close() {
      closed = true
      clearInterval(heartbeat)
      const session = await current?.catch(() => undefined)
      await session?.close()
    },
  }
}
