import postgres from 'postgres'
import { answeringSocket } from './answering-socket.ts'
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
  {
    name,
    onNotify,
    answerMs = longestAnswerMs,
  }: { name: string; onNotify?: (channel: string, payload: string) => void; answerMs?: number },
): Session {
  const lost = new AbortController()
  const lose = () => {
    lost.abort(new Error('The connection to the database was lost'))
    // Also rejects what still waits in the client.
    void client.end({ timeout: 0 })
  }
  const options = {
    ...clientOptions(name),
    max: 1,
    // Two options that postgres.js has and its types leave out.
    socket: oneSocket(answerMs, lose),
    onnotify: onNotify,
    onclose: lose,
  }
  const client: postgres.Sql = postgres(url, options)
  return { sql: client, lost: lost.signal, close: () => client.end({ timeout: 1 }) }
}

/** Options that every client of ours shares that runs statements of its schema's role, which the server ends after 2 s. */
export const poolOptions = (name: string) => ({
  ...clientOptions(name),
  socket: (address: Address) => openSocket(address, longestAnswerMs),
})

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
// It does not say so when the server hangs up before it was ready: then a second socket is all there is to see.
function oneSocket(answerMs: number, lose: () => void) {
  let used = false
  return (address: Address) => {
    if (used) {
      lose()
      throw new Error('The connection to the database was lost')
    }
    used = true
    return openSocket(address, answerMs)
  }
}

// No statement of ours may take longer; what a role may take is limited by the server, to 2 s.
const longestAnswerMs = 60_000

interface Address {
  host: string[]
  port: number[]
  path: string | false
}

// postgres.js reads the host from the socket where it checks a certificate.
function openSocket({ host, port, path }: Address, answerMs: number) {
  const [first = ''] = host
  return Object.assign(answeringSocket({ host: first, port: port[0]!, path }, answerMs), { host: first })
}
