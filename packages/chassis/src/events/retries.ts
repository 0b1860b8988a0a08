import type { EventOf } from '@nowait/contract/events'
import type { Sql } from '../session.ts'
import type { Delivery, Outcome } from './deliver.ts'
import { fetchDue, type Parked } from './parked.ts'

const everyMs = 1_000

/** Tries parked events again when they are due, beside the lanes. */
export interface Retries {
  start(owned: number[], signal: AbortSignal): Promise<void>
  /** Resolves when no attempt runs. */
  settled(): Promise<void>
}

export function createRetries({
  sql,
  group,
  types,
  delivery,
  onEvent,
  onProgress,
  onError,
}: {
  sql: Sql
  group: string
  types: string[]
  delivery: Delivery
  onEvent?: (event: EventOf, outcome: Outcome) => void
  onProgress(): void
  onError(error: unknown): void
}): Retries {
  const running = new Map<string, Promise<void>>()
  let lookAt = 0

  async function run(parked: Parked, signal: AbortSignal): Promise<void> {
    try {
      if (!(await delivery.tryAgain(parked, signal))) return
      onEvent?.(parked.event, 'applied')
      // What waited behind it may follow at once.
      lookAt = 0
    } finally {
      running.delete(parked.event.id)
    }
  }

  return {
    async start(owned, signal) {
      if (owned.length === 0 || performance.now() < lookAt) return
      lookAt = performance.now() + everyMs
      const due = await fetchDue(sql, { group, owned, types })
      for (const parked of due.filter(({ event }) => !running.has(event.id)))
        running.set(parked.event.id, run(parked, signal).then(onProgress, onError))
    },
    async settled() {
      await Promise.all(running.values())
    },
  }
}
