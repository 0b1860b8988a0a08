import type { EventOf } from '@nowait/contract/events'
import type { Effect, Handler, Handlers } from '../events/deliver.ts'
import type { Work } from '../events/lanes.ts'
import { moveOffset } from '../events/offsets.ts'
import { moveKafkaOffset, readBlocked, readStanding, rewindKafkaOffsets, type Standing } from './offsets.ts'
import type { Found, Reader } from './reader.ts'

/** One lane for each partition that has something to do, fed by a topic: nothing is fetched for it while it is busy. */
export interface KafkaLanes {
  isBusy(partition: number): boolean
  /** Fetches for those of the partitions that are not busy, and sets them to work. */
  start(owned: number[], signal: AbortSignal): Promise<void>
  settled(): Promise<void>
}

const waitMs = 200

export function createKafkaLanes(work: Work & { reader: Reader; offsets: OffsetsInEffects }): KafkaLanes {
  const { sql, group, sources, types, delivery, reader, offsets, onEvent, onProgress, onError } = work
  const running = new Map<number, Promise<void>>()

  async function run(source: string, standing: Standing, found: Found, signal: AbortSignal): Promise<void> {
    const { partition } = found
    const at = { group, source, partition }
    const blocked = await readBlocked(sql, group, source)
    let { position } = standing
    let seen = position
    for (const { offset, event } of found.messages) {
      if (signal.aborted) return
      // Produced again by a relay that had not heard the acknowledgement, or known from the log.
      if (event.seq <= seen) continue
      seen = event.seq
      if (!types.includes(event.type)) continue
      offsets.behind(event, offset + 1)
      const pending = { source, position, blocked: blocked.has(event.aggregate), event }
      const outcome = await delivery.deliver(pending, signal)
      if (outcome === 'parked') blocked.add(event.aggregate)
      position = event.seq
      onEvent?.(event, outcome)
    }
    if (position < seen) await moveOffset(sql, at, { from: position, to: seen })
    await moveKafkaOffset(sql, at, found.messages.at(-1)!.offset + 1)
  }

  async function startSource(source: string, idle: number[], signal: AbortSignal): Promise<void> {
    const standings = await readStanding(sql, { group, source, owned: idle })
    const found = await fetchOrRewind(source, standings, running.size > 0 ? 0 : waitMs / sources.length)
    for (const each of found) {
      const { partition } = each
      if (signal.aborted || running.has(partition)) continue
      const standing = standings.find((one) => one.partition === partition)!
      const lane = run(source, standing, each, signal).finally(() => running.delete(partition))
      running.set(partition, lane.then(onProgress, onError))
    }
  }

  /** A topic that ends before our offset is a new one: what is known of it is told by the numbers of its events. */
  async function fetchOrRewind(source: string, standings: Standing[], limitMs: number): Promise<Found[]> {
    try {
      return await reader.fetch(source, standings, limitMs)
    } catch (error) {
      if (JSON.stringify(describeError(error)).includes('OFFSET_OUT_OF_RANGE'))
        await rewindKafkaOffsets(sql, group, source)
      throw error
    }
  }

  return {
    isBusy: (partition) => running.has(partition),
    async start(owned, signal) {
      for (const source of sources) {
        const idle = owned.filter((partition) => !running.has(partition))
        if (idle.length > 0) await startSource(source, idle, signal)
      }
    },
    async settled() {
      await Promise.all(running.values())
    },
  }
}

const describeError = (error: unknown): unknown =>
  error instanceof AggregateError
    ? error.errors.map(describeError)
    : { ...(error as object), text: String(error) }

/** Lets every effect move the offset of its message in its own transaction. */
export interface OffsetsInEffects {
  handlers: Handlers
  /** Says where to go on behind an event that is about to be delivered. */
  behind(event: EventOf, offset: number): void
}

export function offsetsInEffects(group: string, handlers: Handlers): OffsetsInEffects {
  const next = new WeakMap<EventOf, number>()
  const withOffset =
    (handler: Handler<never>): Handler<never> =>
    async (event, call) => {
      const effect = await handler(event, call)
      const offset = next.get(event)
      if (!effect || offset === undefined) return effect
      const { topic: source, partition } = event as EventOf
      const both: Effect = async (tx) => {
        await moveKafkaOffset(tx, { group, source, partition }, offset)
        await effect(tx)
      }
      return both
    }
  return {
    handlers: Object.fromEntries(
      Object.entries(handlers).map(([type, handler]) => [type, withOffset(handler as Handler<never>)]),
    ),
    behind: (event, offset) => void next.set(event, offset),
  }
}
