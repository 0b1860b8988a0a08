import type { Database } from '../database.ts'
import { logChannel } from './channels.ts'
import { fetchPending } from './offsets.ts'
import type { Batch, Transport } from './transport.ts'

const safetyMs = 1_000

/** Reads the logs themselves, whenever their sequencers say that they have grown. */
export function logTransport({
  database,
  group,
  sources,
  types,
  size = 50,
}: {
  database: Database
  group: string
  sources: string[]
  /** Events of other types come without data. */
  types: string[]
  /** Events in a batch. */
  size?: number
}): Transport {
  const listening: Array<{ stop(): Promise<void> }> = []

  async function fetchSource(source: string, partitions: number[]): Promise<Batch[]> {
    const rows = await fetchPending(database.sql, { group, source, partitions, types, size })
    return [...Map.groupBy(rows, ({ event }) => event.partition)].map(([partition, found]) => ({
      source,
      partition,
      position: found[0]!.position,
      events: found.map(({ event, blocked }) => ({ event, blocked })),
    }))
  }

  return {
    name: 'postgres',
    restMs: safetyMs,
    async setUp(ring) {
      for (const source of sources.slice(listening.length))
        listening.push(await database.listen(logChannel(source), ring, ring))
    },
    async fetch(partitions) {
      const found = await Promise.all(sources.map((source) => fetchSource(source, partitions)))
      return found.flat()
    },
    async close() {
      await Promise.all(listening.map((each) => each.stop()))
    },
  }
}
