import { setTimeout as pause } from 'node:timers/promises'
import type { EventOf, EventType } from '@nowait/contract/events'
import type { Database, Tx } from '../database.ts'
import type { Log } from '../log.ts'
import type { Sql } from '../session.ts'
import { moveOffset, type Pending, Superseded } from './offsets.ts'
import { park, type Parked, postpone, unpark } from './parked.ts'
import { withinLimit } from './within-limit.ts'

/** What an event changes. Runs in the transaction that also remembers the event as done. */
export type Effect = (tx: Tx) => Promise<void>

/** Does what is slow first, outside any transaction, and returns what is to be written, if anything. */
export type Handler<T extends EventType> = (
  event: EventOf<T>,
  call: { signal: AbortSignal },
) => Effect | void | Promise<Effect | void>

export type Handlers = { [T in EventType]?: Handler<T> }
export type Outcome = 'applied' | 'parked'

export interface Retry {
  /** Attempts in place before an event is parked; others of its partition wait for them. */
  attempts: number
  /** Pause after the n-th failed attempt, in milliseconds. */
  delayMs(attempt: number): number
}

/** 0.1 s, 0.2 s, then parked for 0.4 s and so on up to 5 minutes, each with a quarter of jitter. */
export const defaultRetry: Retry = {
  attempts: 3,
  delayMs: (attempt) => Math.min(100 * 2 ** (attempt - 1), 300_000) * (0.75 + Math.random() / 2),
}

const handlerLimitMs = 10_000

/** Hands the events of one group to its handlers. */
export interface Delivery {
  /** Delivers the next event of a partition, or parks it. Throws when neither could be written. */
  deliver(next: Pending, signal: AbortSignal): Promise<Outcome>
  /** Tries a parked event once; true when it is done. */
  tryAgain(parked: Parked, signal: AbortSignal): Promise<boolean>
}

export function createDelivery({
  database,
  group,
  handlers,
  retry,
  log,
}: {
  database: Database
  group: string
  handlers: Handlers
  retry: Retry
  log: Log
}): Delivery {
  /** Handler, then its effect together with `remember`, all or nothing. */
  async function apply(
    event: EventOf,
    signal: AbortSignal,
    remember: (sql: Sql) => Promise<void>,
  ): Promise<void> {
    const handler = handlers[event.type] as Handler<EventType>
    // A handler that hangs must not stop the events behind it.
    const effect = await withinLimit({ limitMs: handlerLimitMs, stop: signal }, (own) =>
      handler(event, { signal: own }),
    )
    if (!effect) return remember(database.sql)
    await database.transaction(async (tx) => {
      await remember(tx)
      await effect(tx)
    })
  }

  async function deliver(
    { source, position, blocked, event, offset }: Pending,
    signal: AbortSignal,
  ): Promise<Outcome> {
    const moveOn = (sql: Sql) =>
      moveOffset(
        sql,
        { group, source, partition: event.partition },
        { from: position, to: event.seq, offset },
      )
    const setAside = (attempts: number, failure?: { retryInMs: number; error: string }) =>
      database.transaction(async (tx) => {
        await moveOn(tx)
        await park(tx, group, { source, attempts, event }, failure)
      })
    if (blocked) {
      await setAside(0)
      return 'parked'
    }
    for (let attempt = 1; ; attempt++) {
      try {
        await apply(event, signal, moveOn)
        return 'applied'
      } catch (error) {
        if (error instanceof Superseded || signal.aborted) throw error
        const retryInMs = retry.delayMs(attempt)
        if (attempt >= retry.attempts) {
          await setAside(attempt, { retryInMs, error: String(error) })
          log.warn({ err: error, ...about(source, event), group }, 'event parked')
          return 'parked'
        }
        await pause(retryInMs, undefined, { signal })
      }
    }
  }

  async function tryAgain(parked: Parked, signal: AbortSignal): Promise<boolean> {
    const { source, attempts, event } = parked
    try {
      await apply(event, signal, (sql) => unpark(sql, group, parked))
      if (attempts > 0) log.info({ ...about(source, event), group, attempts }, 'parked event done')
      return true
    } catch (error) {
      if (error instanceof Superseded || signal.aborted) throw error
      await postpone(database.sql, group, parked, {
        retryInMs: retry.delayMs(attempts + 1),
        error: String(error),
      })
      return false
    }
  }

  return { deliver, tryAgain }
}

const about = (source: string, { id, seq, type, aggregate }: EventOf) => ({
  source,
  id,
  seq,
  type,
  aggregate,
})
