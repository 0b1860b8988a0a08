import { setTimeout as pause } from 'node:timers/promises'
import type { EventOf } from '@nowait/contract/events'
import type { Database } from '../database.ts'
import type { Log } from '../log.ts'
import {
  createDelivery,
  defaultRetry,
  type Delivery,
  type Effect,
  type Handlers,
  type Outcome,
  type Retry,
} from './deliver.ts'
import { follow } from './follow.ts'
import { createLanes, type Work } from './lanes.ts'
import { logTransport } from './log-transport.ts'
import { countLag, ensureOffsets, hasLog, moveOffset, moveTopicOffset, newestSeq } from './offsets.ts'
import { createOneLane } from './one-lane.ts'
import { passOver } from './pass-over.ts'
import { createRetries } from './retries.ts'
import { type Together, workTogether } from './together.ts'
import type { Transport } from './transport.ts'

export type { Effect, Handlers }

export interface Subscription {
  /** Aborts outward calls, lets running effects finish, hands the partitions to the other processes. */
  stop(): Promise<void>
  /** Resolves when the group, in whatever process, is past everything that is in the logs now. Parked events are not waited for. */
  caughtUp(signal?: AbortSignal): Promise<void>
  /** How many events the group has still to look at. Of a log in another database those that have reached its topic. */
  lag(): Promise<number>
}

export interface SubscribeOptions {
  database: Database
  /** Who reads: processes of one schema that give the same name share the events among them. */
  group: string
  /** The schemas whose logs are read, each from its beginning. */
  sources: string[]
  handlers: Handlers
  /** Does in one transaction what the handlers would do in one each. They remain for when that fails. */
  together?: Together
  log: Log
  retry?: Retry
  onEvent?: (event: EventOf, outcome: Outcome) => void
}

/** What a transport has to know of who reads. */
export type Reading = Pick<SubscribeOptions, 'database' | 'group' | 'sources'> & { types: string[] }

/**
 * Delivers every event of the sources to its handler: of one aggregate in order, again after a crash, and with its
 * effect exactly once. An event that keeps failing is parked with the later ones of its aggregate and tried again with
 * growing pauses, while the others go on. Event types without a handler are passed over.
 */
export function subscribe(
  options: SubscribeOptions,
  openTransport: (reading: Reading) => Transport = logTransport,
): Subscription {
  const { database, group, sources, handlers, together, log, retry = defaultRetry, onEvent } = options
  const { sql } = database
  const types = Object.keys(handlers)
  const delivery = createDelivery({ database, group, handlers, retry, log })
  const transport = openTransport({ database, group, sources, types })
  const { stop } = follow({
    database,
    group,
    sources,
    transport,
    lanes: ({ held, ...around }) => {
      const oneByOne = createWork({ database, group, types, delivery, onEvent, held })
      if (!together) {
        const passing = passOver(transport, { sql, group, types, onProgress: around.onProgress })
        return createLanes({ transport: passing, work: oneByOne, ...around })
      }
      const work = workTogether({ database, group, types, together, oneByOne, onEvent, held })
      return createOneLane({ transport, work, ...around })
    },
    besides: ({ ring, report }) =>
      createRetries({ sql, group, types, delivery, onEvent, onProgress: ring, onError: report }),
    log,
  })
  return { stop, ...progress({ database, group, sources, transport }) }
}

function createWork({
  database: { sql },
  group,
  types,
  delivery,
  onEvent,
  held,
}: Pick<SubscribeOptions, 'database' | 'group' | 'onEvent'> & {
  types: string[]
  delivery: Delivery
  held: () => boolean
}): Work {
  /** Delivers what is wanted, in order, and moves over the rest. */
  return async ({ source, partition, events, offset, ...batch }, signal) => {
    const parked = new Set<string>()
    let { position } = batch
    for (const next of events.filter(({ event }) => types.includes(event.type))) {
      if (signal.aborted || held()) return
      const { event } = next
      const blocked = next.blocked || parked.has(event.aggregate)
      const outcome = await delivery.deliver({ ...next, source, position, blocked }, signal)
      if (outcome === 'parked') parked.add(event.aggregate)
      position = event.seq
      onEvent?.(event, outcome)
    }
    if (signal.aborted) return
    const to = events.at(-1)?.event.seq ?? position
    const at = { group, source, partition }
    if (to > position) await moveOffset(sql, at, { from: position, to, offset })
    else if (offset !== undefined) await moveTopicOffset(sql, at, offset)
  }
}

function progress({
  database: { sql },
  group,
  sources,
  transport: { elsewhere },
}: Pick<SubscribeOptions, 'database' | 'group' | 'sources'> & {
  transport: Transport
}): Pick<Subscription, 'lag' | 'caughtUp'> {
  /** Counts what waits of a source; the count ends where the source ends now. */
  async function counting(source: string): Promise<() => Promise<number>> {
    if (elsewhere && !(await hasLog(sql, source))) {
      const goal = await elsewhere.goal(source)
      return () => elsewhere.behind(source, goal)
    }
    const newest = await newestSeq(sql, source)
    return () => countLag(sql, group, source, newest)
  }

  return {
    async lag() {
      const counts = await Promise.all(sources.map(async (source) => (await counting(source))()))
      return counts.reduce((sum, count) => sum + count, 0)
    },
    async caughtUp(signal) {
      await ensureOffsets(sql, group, sources)
      for (const source of sources) {
        const count = await counting(source)
        while ((await count()) > 0) await pause(20, undefined, { signal })
      }
    },
  }
}
