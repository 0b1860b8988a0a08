import type { Database } from '@nowait/chassis/database'
import type { Log } from '@nowait/chassis/log'
import { Problem } from '@nowait/contract/problem'
import type { Told } from '../my-page/told.ts'
import type { Sessions } from '../sessions/sessions.ts'
import { liveStream, type LiveStream } from './live-stream.ts'
import { liveChannel, liveStore } from './store.ts'

const heartbeatMs = 15_000
/** The net below the notices: a lost one is made up for after this long. */
const pollMs = 5_000
const maxStreamsPerSession = 6
const mostCaughtUp = 200
/** What a page shows may have been read so long before its stream was open, seconds. */
const beforeOpenSeconds = 10
const batch = 500

export interface LiveHubOptions {
  /** Learns what browsers are told: a page they ask for then has to have it. */
  told: Told
  database: Database
  sessions: Sessions
  log: Log
}

/** Tails the live log once for this process and hands each row to the streams of its member. */
export async function createLiveHub({ database, sessions, told, log }: LiveHubOptions) {
  const store = liveStore(database)
  const streams = new Set<LiveStream>()
  let position = (await store.ends()).head
  let reading: Promise<void> | undefined
  let stopped = false
  let again = false

  async function read(): Promise<void> {
    do {
      again = false
      const rows = await store.after(position, batch)
      for (const row of rows) {
        told.add(row.memberId, row.seen)
        for (const stream of streams) if (stream.member === row.memberId) stream.deliver(row)
        position = row.position
      }
      if (rows.length === batch) again = true
    } while (again)
  }

  function wake(): void {
    again = true
    reading ??= read()
      .catch((error: unknown) => log.error({ err: error }, 'the live log cannot be read'))
      .finally(() => (reading = undefined))
  }

  const closeThose = (which: (stream: LiveStream) => boolean) => {
    for (const stream of streams) if (which(stream)) stream.close()
  }

  async function beat(): Promise<void> {
    for (const stream of streams) stream.heartbeat()
    if (streams.size === 0) return
    try {
      const living = await sessions.living([...new Set([...streams].map((stream) => stream.session))])
      closeThose((stream) => !living.has(stream.session))
    } catch (error) {
      log.error({ err: error }, 'sessions of streams cannot be read')
    }
  }

  sessions.onEnded((ended) =>
    closeThose((stream) =>
      'member' in ended ? stream.member === ended.member : stream.session === ended.session,
    ),
  )
  const reopened = () => {
    wake()
    void beat()
  }
  const listening = await database.listen(liveChannel, wake, reopened)
  const polling = setInterval(wake, pollMs)
  const beating = setInterval(() => void beat(), heartbeatMs)

  return {
    /** Opens a stream that goes on after `lastPosition`, or from a moment ago. Throws RATE_LIMITED beyond the cap of a session. */
    async open(session: string, member: string, lastPosition: number | undefined): Promise<LiveStream> {
      // A connection that was open already may still ask while the server drains.
      if (stopped) throw new Problem('SERVICE_UNAVAILABLE', { retryAfterMs: 1_000 })
      const open = [...streams].filter((stream) => stream.session === session).length
      if (open >= maxStreamsPerSession) {
        throw new Problem('RATE_LIMITED', {
          detail: `At most ${maxStreamsPerSession} streams of one session`,
          retryAfterMs: heartbeatMs,
        })
      }
      const stream = liveStream(session, member, (closed) => void streams.delete(closed))
      // Before it is asked what was missed: what comes meanwhile waits inside the stream.
      streams.add(stream)
      const here = position
      try {
        await catchUp(stream, lastPosition, here)
      } catch (error) {
        stream.close()
        throw error
      }
      return stream
    },

    /** Heartbeat to all, and an end to those whose session has expired. For the timer, and for tests. */
    beat,

    get streams(): number {
      return streams.size
    },

    async stop(): Promise<void> {
      stopped = true
      clearInterval(polling)
      clearInterval(beating)
      await listening.stop()
      closeThose(() => true)
      await reading
    },
  }

  async function catchUp(stream: LiveStream, last: number | undefined, here: number): Promise<void> {
    if (last === undefined) {
      const missed = await store.lately(stream.member, beforeOpenSeconds, here, mostCaughtUp + 1)
      return stream.catchUp(missed.length > mostCaughtUp ? undefined : missed, here)
    }
    const { head, oldest } = await store.ends()
    if (last > head || last < oldest - 1) return stream.catchUp(undefined, here)
    const missed = await store.between(stream.member, last, here, mostCaughtUp + 1)
    // Another process may be ahead of this one: what it has told is not told again.
    stream.catchUp(missed.length > mostCaughtUp ? undefined : missed, Math.max(last, here))
  }
}
export type LiveHub = Awaited<ReturnType<typeof createLiveHub>>
