import { setTimeout as pause } from 'node:timers/promises'
import type { EventOf } from '@nowait/contract/events'
import type { Database } from '../database.ts'
import type { Log } from '../log.ts'
import type { Sql } from '../session.ts'
import { createBell } from './bell.ts'
import { logChannel } from './channels.ts'
import {
  createDelivery,
  defaultRetry,
  type Effect,
  type Handlers,
  type Outcome,
  type Retry,
} from './deliver.ts'
import { createLanes } from './lanes.ts'
import { createMembership } from './membership.ts'
import { countLag, ensureOffsets, newestSeq, Superseded } from './offsets.ts'
import { createRetries } from './retries.ts'

export type { Effect, Handlers }

const safetyMs = 1_000

export interface Subscription {
  /** Aborts outward calls, lets running effects finish, hands the partitions to the other processes. */
  stop(): Promise<void>
  /** Resolves when the group, in whatever process, is past everything that is in the logs now. Parked events are not waited for. */
  caughtUp(signal?: AbortSignal): Promise<void>
  /** How many events the group has still to look at. */
  lag(): Promise<number>
}

export interface SubscribeOptions {
  database: Database
  /** Who reads: processes of one schema that give the same name share the events among them. */
  group: string
  /** The schemas whose logs are read, each from its beginning. */
  sources: string[]
  handlers: Handlers
  log: Log
  retry?: Retry
  onEvent?: (event: EventOf, outcome: Outcome) => void
}

/**
 * Delivers every event of the sources to its handler: of one aggregate in order, again after a crash, and with its
 * effect exactly once. An event that keeps failing is parked with the later ones of its aggregate and tried again with
 * growing pauses, while the others go on. Event types without a handler are passed over.
 */
export function subscribe(options: SubscribeOptions): Subscription {
  const { database, group, sources, handlers, log, retry = defaultRetry, onEvent } = options
  const { sql } = database
  const bell = createBell()
  const stopping = new AbortController()
  const membership = createMembership(database.standing, group)
  const delivery = createDelivery({ database, group, handlers, retry, log })
  const types = Object.keys(handlers)
  const work = { sql, group, sources, types, delivery, onEvent, onProgress: bell.ring, onError: report }
  const lanes = createLanes(work)
  const retries = createRetries(work)
  const listening: Array<{ stop(): Promise<void> }> = []
  let session: AbortSignal | undefined
  let signal = stopping.signal
  let failing = false

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await setUp()
        await round()
        if (failing) log.info({ group }, 'subscription works again')
        failing = false
      } catch (error) {
        report(error)
      }
      await bell.wait(safetyMs)
    }
  }

  async function setUp(): Promise<void> {
    if (listening.length === sources.length) return
    await ensureOffsets(sql, group, sources)
    for (const source of sources.slice(listening.length))
      listening.push(await database.listen(logChannel(source), bell.ring, bell.ring))
  }

  async function round(): Promise<void> {
    const { owned, lost } = await membership.refresh(lanes.isBusy)
    if (lost !== session) signal = AbortSignal.any([stopping.signal, lost])
    session = lost
    await lanes.start(owned, signal)
    await retries.start(owned, signal)
  }

  function report(error: unknown): void {
    if (error instanceof Superseded || stopping.signal.aborted) return
    if (!failing) log.warn({ err: error, group }, 'subscription interrupted, trying again')
    failing = true
  }

  const running = run()
  return {
    async stop() {
      stopping.abort(new Error('The subscription stops'))
      bell.ring()
      await running
      await Promise.all([lanes.settled(), retries.settled()])
      await Promise.all(listening.map((each) => each.stop()))
      await membership.leave().catch(() => {}) // the locks go with the session at the latest
    },
    ...progress(sql, group, sources),
  }
}

/** How far a group has come in the logs of its sources, whatever carries the events to it. */
export function progress(sql: Sql, group: string, sources: string[]): Pick<Subscription, 'lag' | 'caughtUp'> {
  return {
    async lag() {
      const counts = await Promise.all(sources.map((source) => countLag(sql, group, source)))
      return counts.reduce((sum, count) => sum + count, 0)
    },
    async caughtUp(signal) {
      await ensureOffsets(sql, group, sources)
      for (const source of sources) {
        const newest = await newestSeq(sql, source)
        while ((await countLag(sql, group, source, newest)) > 0) await pause(20, undefined, { signal })
      }
    },
  }
}
