import type { Sql, Tx } from '@nowait/chassis/database'
import type { EventOf } from '@nowait/contract/events'
import { type Fact, holeOf } from './page.ts'
import { byKey, type FactRow } from './store.ts'

type Reader = Sql | Tx

/** The facts that lack events of which later ones have come. */
export async function findHoles(sql: Reader, generation: number, limit: number): Promise<Fact[]> {
  const rows = await sql<FactRow[]>`
    select kind, id, member_id as "memberId", version, state, sort, amount, until::text, body, waiting
    from fact where generation = ${generation} and waiting is not null limit ${limit}`
  return [...byKey(rows).values()]
}

/** The missing events of a fact from the log of its topic, where that is in this database. */
export async function findMissing(sql: Reader, fact: Fact): Promise<EventOf[]> {
  const hole = holeOf(fact)
  const next = fact.waiting[0]
  if (!hole || !next) return []
  // Backwards from the event that waits: what it lacks is not far before it.
  const rows = await sql<(Omit<EventOf, 'at'> & { at: Date })[]>`
    select seq, id, topic, partition, aggregate, version, type, at, data
    from ${sql(next.topic)}.event_log as logged
    where (logged.partition::bigint << 48) + logged.seq < (${next.partition}::bigint << 48) + ${next.seq}::bigint
      and (logged.partition::bigint << 48) + logged.seq >= ${next.partition}::bigint << 48
      and aggregate = ${next.aggregate} and version between ${hole.from} and ${hole.to}
    order by (logged.partition::bigint << 48) + logged.seq desc
    limit ${hole.to - hole.from + 1}`
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }) as EventOf).toReversed()
}
