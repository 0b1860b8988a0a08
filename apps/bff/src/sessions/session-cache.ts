import type { SessionRow } from './store.ts'

/** A second: a session ended elsewhere lives on at most that long, should even its notice be lost. */
const keptMs = 1_000
const maxEntries = 10_000

interface Entry {
  row: Promise<SessionRow | undefined>
  /** Once it is there. */
  found?: SessionRow
  until: number
}

/** Answers about sessions for one second each. Requests that come together share one question to the database. */
export function sessionCache(now: () => number = () => performance.now()) {
  const entries = new Map<string, Entry>()

  return {
    async get(key: string, read: () => Promise<SessionRow | undefined>): Promise<SessionRow | undefined> {
      const found = entries.get(key)
      if (found && found.until > now()) return found.row
      const row = read()
      const entry: Entry = { row, until: now() + keptMs }
      entries.delete(key)
      entries.set(key, entry)
      // Kept in order of reading, so the first is the oldest.
      if (entries.size > maxEntries) entries.delete(entries.keys().next().value!)
      row.then(
        (session) => (entry.found = session),
        () => entries.delete(key),
      )
      return row
    },

    /** The session, when no question is needed. */
    known(key: string): SessionRow | undefined {
      const entry = entries.get(key)
      return entry && entry.until > now() ? entry.found : undefined
    },

    drop: (key: string) => void entries.delete(key),

    /** Everything: endings are rare, and looking for the one costs more than reading the rest again. */
    clear: () => entries.clear(),
  }
}
export type SessionCache = ReturnType<typeof sessionCache>
