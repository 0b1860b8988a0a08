import { connect } from 'node:net'
import postgres from 'postgres'
import { arrayTypes, safeInteger } from './array-types.ts'

/** Tagged SQL as postgres.js has it. Integers of 8 bytes come as safe numbers, times as `Date`. */
export type Sql = postgres.ISql<{}>

/** One connection, for what lives and dies with it: a transaction, advisory locks, LISTEN. */
export interface Session {
  sql: Sql
  /** Aborted when the connection is gone. A session never reconnects: every later statement is refused. */
  lost: AbortSignal
  close(): Promise<void>
}

/** Opens a session; it connects with its first statement. */
export function openSession(
  url: string,
  { name, onNotify }: { name: string; onNotify?: (channel: string, payload: string) => void },
): Session {
  const lost = new AbortController()
  const options = {
    ...clientOptions(name),
    max: 1,
    // Two options that postgres.js has and its types leave out.
    socket: oneSocket(),
    onnotify: onNotify,
    onclose: () => {
      lost.abort(new Error('The connection to the database was lost'))
      // Also rejects what still waits in the client.
      void client.end({ timeout: 0 })
    },
  }
  const client: postgres.Sql = postgres(url, options)
  return { sql: client, lost: lost.signal, close: () => client.end({ timeout: 1 }) }
}

/** Options that every client of ours shares. */
export function clientOptions(name: string) {
  return {
    connection: { application_name: name },
    connect_timeout: 5,
    keep_alive: 10,
    // Ending a connection by its age would cut a transaction in two.
    max_lifetime: null,
    // Whoever asks while the database is away learns it now, not after twenty seconds.
    backoff: (failures: number) => Math.min(failures * 0.05, 0.5),
    onnotice: () => {},
    fetch_types: false,
    types: { ...arrayTypes, bigint: { to: 20, from: [20], serialize: String, parse: safeInteger } },
  }
}

// By itself postgres.js reconnects and runs what still waits, outside the transaction and without the locks it belonged to.
function oneSocket() {
  let used = false
  return ({ host, port, path }: { host: string[]; port: number[]; path: string | false }) => {
    if (used) throw new Error('The connection to the database was lost')
    used = true
    return path ? connect(path) : Object.assign(connect(port[0]!, host[0]), { host: host[0] })
  }
}
