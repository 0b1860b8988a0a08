import type { Batch } from '@nowait/chassis/events/transport'
import { openProducer } from '@nowait/chassis/kafka/produce'
import { startRelay } from '@nowait/chassis/kafka/relay'
import { createTopics, type Kafka } from '@nowait/chassis/kafka/topics'
import { setTimeout as pause } from 'node:timers/promises'
import { fillLog } from '../logs/fill-log.ts'
import type { Place } from '../place.ts'
import { explained } from '../profile.ts'
import { inTurn } from '../rounds.ts'
import { type BenchContext, compare } from '../row.ts'
import { fresh, log, source } from './fresh.ts'

const together = 200

/** How fast events that wait in the log get into Kafka. */
export async function relaying({ place, quick, rounds, tell }: BenchContext, given: Kafka) {
  const count = quick ? 4_000 : 10_000
  await fillLog(place, count)
  const values = await inTurn(
    {
      relay: () => relayed(place, fresh(given), count),
      producer: () => produced(place, fresh(given), count),
    },
    { rounds, tell: (text) => tell(`relay, ${text}`) },
  )
  const rows = [
    compare({
      name: 'relay of the log to Kafka',
      unit: 'events/s',
      better: 'more',
      ours: values.relay,
      peer: { name: 'its producer alone', values: values.producer },
      floor: 0.3,
      stretch: 0.6,
      note: `${count} events of about 1 kB wait in the log; 16 partitions, acknowledged by all replicas`,
    }),
  ]
  return explained(rows, { tell, of: 'the relay', round: () => relayed(place, fresh(given), count) })
}

/** Events a second, from the start of a relay until every one is acknowledged and its offset has moved. */
async function relayed({ database }: Place, to: Required<Kafka>, count: number): Promise<number> {
  await database.sql`truncate consumer_offset, consumer_group`
  await createTopics({ ...to, sources: [source] })
  const start = performance.now()
  const relay = startRelay({ ...to, database, source, log })
  try {
    for (;;) {
      const [{ left }] = await database.sql<[{ left: number }]>`
        select count(*)::int as left
        from (select partition, max(seq) as last from event_log group by partition) as ends
        left join consumer_offset as reached
          on reached.partition = ends.partition and reached.transport = 'postgres' and reached.source = ${source}
        where coalesce(reached.position, 0) < ends.last`
      if (left === 0) return (count * 1_000) / (performance.now() - start)
      await pause(10)
    }
  } finally {
    await relay.stop()
  }
}

/** The same events from memory, as large batches and as many at once as the relay has. */
async function produced({ database }: Place, to: Required<Kafka>, count: number): Promise<number> {
  await createTopics({ ...to, sources: [source] })
  const rows = await database.sql<Batch['events'][number]['event'][]>`
    select seq::int as seq, id, topic, partition, aggregate, version, type, at, data from event_log order by seq`
  const producer = openProducer({ ...to, clientId: 'bench' })
  const start = performance.now()
  const produceAll = async (partition: number, events: Batch['events']) => {
    for (let at = 0; at < events.length;) {
      const batch = { source, partition, position: at, events: events.slice(at, at + together) }
      at += (await producer.produce(batch)).produced
    }
  }
  try {
    const byPartition = Map.groupBy(rows, ({ partition }) => partition)
    await Promise.all(
      [...byPartition].map(([partition, events]) =>
        produceAll(
          partition,
          events.map((event) => ({ event, blocked: false })),
        ),
      ),
    )
    return (count * 1_000) / (performance.now() - start)
  } finally {
    await producer.close()
  }
}
