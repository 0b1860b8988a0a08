import type { Session } from './session.ts'

/** Sessions for one user at a time. Who finds none waits its turn; lost ones are replaced. */
export interface SessionPool {
  take(): Promise<Session>
  give(session: Session): void
  close(): Promise<void>
}

export function openPool(open: () => Session, max: number): SessionPool {
  const idle: Session[] = []
  const waiting: Array<(session: Session) => void> = []
  const all = new Set<Session>()

  function add(): Session {
    const session = open()
    all.add(session)
    return session
  }

  return {
    async take() {
      for (let session = idle.pop(); session; session = idle.pop()) {
        if (!session.lost.aborted) return session
        all.delete(session)
      }
      if (all.size < max) return add()
      return new Promise((resolve) => waiting.push(resolve))
    },
    give(session) {
      if (session.lost.aborted) all.delete(session)
      const next = session.lost.aborted && waiting.length > 0 ? add() : session
      const waiter = waiting.shift()
      if (waiter) waiter(next)
      else if (!session.lost.aborted) idle.push(session)
    },
    async close() {
      await Promise.all([...all].map((session) => session.close()))
    },
  }
}
