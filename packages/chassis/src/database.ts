import postgres from 'postgres'
import { poolOptions, type Sql } from './session.ts'
import { openStandingSession, type StandingSession } from './standing-session.ts'
import { openTransactions, type Tx } from './transactions.ts'

export type { Sql, Tx }
export { insideTransaction } from './transactions.ts'

/** A process's own schema: the search path and the time limits belong to the role of the URL. */
export interface Database {
  /** Single statements. They share a few connections, one behind the other: nothing slow, no BEGIN. */
  sql: Sql
  /** Runs all or nothing. Rejects when `run` does, and when COMMIT was not acknowledged: then the outcome is unknown. */
  transaction<T>(run: (tx: Tx) => Promise<T>): Promise<T>
  /** Resolves when notifications arrive. After a lost connection it listens again and calls `onReopen`: some were missed. */
  listen(
    channel: string,
    onNotify: (payload: string) => void,
    onReopen?: () => void,
  ): Promise<{ stop(): Promise<void> }>
  /** The one connection that holds LISTEN and the locks of consumer groups. */
  standing: StandingSession
  /** Rejects when the database does not answer. */
  ping(): Promise<void>
  /** Waits for what runs, then closes every connection. */
  close(): Promise<void>
}

/**
 * Opens nothing yet: connections come with use, at most `max` and one more for whoever listens. Survives a restart of
 * the server: what was running is rejected, what comes later works.
 */
export function openDatabase({ url, name, max = 5 }: { url: string; name: string; max?: number }): Database {
  const forStatements = Math.max(1, Math.floor(max * 0.4))
  const sql = postgres(url, { ...poolOptions(name), max: forStatements })
  const { transaction, close } = openTransactions({ url, name, max: Math.max(1, max - forStatements) })
  const standing = openStandingSession({ url, name: `${name} standing` })
  return {
    sql,
    transaction,
    standing,
    listen: (channel, onNotify, onReopen) => standing.listen({ channel, onNotify, onReopen }),
    async ping() {
      await sql`select 1`
    },
    async close() {
      await Promise.all([standing.close(), close(), sql.end({ timeout: 1 })])
    },
  }
}
