import type { EventOf } from '@nowait/contract/events'
import type { Sql } from '../session.ts'
import type { Delivery, Outcome } from './deliver.ts'
import { fetchPending, moveOffset, type Pending } from './offsets.ts'

/** One lane for each partition that has something to do: its events one after the other, the lanes side by side. */
export interface Lanes {
  isBusy(partition: number): boolean
  /** Fetches for those of the partitions that are not busy, and sets them to work. */
  start(owned: number[], signal: AbortSignal): Promise<void>
  /** Resolves when no lane runs. */
  settled(): Promise<void>
}

export interface Work {
  sql: Sql
  group: string
  sources: string[]
  types: string[]
  delivery: Delivery
  onEvent?: (event: EventOf, outcome: Outcome) => void
  /** Something is free for the next round. */
  onProgress(): void
  onError(error: unknown): void
}

export function createLanes({
  sql,
  group,
  sources,
  types,
  delivery,
  onEvent,
  onProgress,
  onError,
}: Work): Lanes {
  const running = new Map<number, Promise<void>>()
  const isWanted = (pending: Pending) => types.includes(pending.event.type)

  async function run(partition: number, fetched: Pending[], signal: AbortSignal): Promise<void> {
    try {
      for (const [source, list] of Map.groupBy(fetched, (each) => each.source)) {
        const position = await runSource(list, signal)
        const to = list.at(-1)!.event.seq
        if (signal.aborted) return
        if (position < to) await moveOffset(sql, { group, source, partition }, { from: position, to })
      }
    } finally {
      running.delete(partition)
    }
  }

  /** Delivers what is wanted, in order; says how far it came. */
  async function runSource(list: Pending[], signal: AbortSignal): Promise<number> {
    const parked = new Set<string>()
    let { position } = list[0]!
    for (const { event, ...next } of list.filter(isWanted)) {
      if (signal.aborted) break
      const blocked = next.blocked || parked.has(event.aggregate)
      const outcome = await delivery.deliver({ ...next, event, position, blocked }, signal)
      if (outcome === 'parked') parked.add(event.aggregate)
      position = event.seq
      onEvent?.(event, outcome)
    }
    return position
  }

  return {
    isBusy: (partition) => running.has(partition),
    async start(owned, signal) {
      const idle = owned.filter((partition) => !running.has(partition))
      if (idle.length === 0) return
      const fetched = await Promise.all(
        sources.map((source) => fetchPending(sql, { group, source, owned: idle, types })),
      )
      for (const [partition, pending] of Map.groupBy(fetched.flat(), ({ event }) => event.partition))
        running.set(partition, run(partition, pending, signal).then(onProgress, onError))
    },
    async settled() {
      await Promise.all(running.values())
    },
  }
}
