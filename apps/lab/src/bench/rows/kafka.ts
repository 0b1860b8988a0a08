import { publish } from '@nowait/chassis/events/publish'
import { startSequencer } from '@nowait/chassis/events/sequencer'
import { subscribe } from '@nowait/chassis/events/subscribe'
import type { Batch } from '@nowait/chassis/events/transport'
import { openProducer } from '@nowait/chassis/kafka/produce'
import { startRelay } from '@nowait/chassis/kafka/relay'
import { topicTransport } from '@nowait/chassis/kafka/topic-transport'
import { createTopics, type Kafka } from '@nowait/chassis/kafka/topics'
import { createLog } from '@nowait/chassis/log'
import { eventually } from '@nowait/chassis/testing/eventually'
import { uuidv7 } from '@nowait/chassis/uuidv7'
import { setTimeout as pause } from 'node:timers/promises'
import { findKafka } from '../../crash/kafka.ts'
import { say } from '../../terminal.ts'
import { sharedMs } from '../clock.ts'
import { data, type } from '../logs/event-data.ts'
import { paced } from '../paced.ts'
import type { Place } from '../place.ts'
import { inTurn } from '../rounds.ts'
import { type Bench, type BenchContext, compare } from '../row.ts'
import { percentile } from '../statistics.ts'

const source = 'shop'
const log = createLog({ name: 'bench', level: 'silent' })
const perSecond = 100
const budgetMs = 500
const together = 200

/** How fast events get from the log into Kafka, and how long one takes from its commit to the handler behind Kafka. */
export const kafka: Bench = async (context) => {
  context.tell('looking for Kafka')
  const broker = await findKafka()
  if (!broker.brokers) {
    say(`  kafka: skipped: ${broker.reason}`)
    return []
  }
  const given = { brokers: broker.brokers }
  try {
    return [...(await relaying(context, given)), ...(await arriving(context, given))]
  } finally {
    await broker.stop()
  }
}

/** Topics that nobody has used. */
const fresh = (given: Kafka): Required<Kafka> => ({ ...given, topicPrefix: `bench.${crypto.randomUUID()}` })

async function relaying({ place, quick, rounds, tell }: BenchContext, given: Kafka) {
  const count = quick ? 4_000 : 20_000
  await fill(place, count)
  const values = await inTurn(
    {
      relay: () => relayed(place, fresh(given), count),
      producer: () => produced(place, fresh(given), count),
    },
    { rounds, tell: (text) => tell(`relay, ${text}`) },
  )
  return [
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
}

async function fill({ database: { sql } }: Place, count: number): Promise<void> {
  await sql`truncate outbox, event_log`
  await sql`
    insert into event_log (seq, id, topic, partition, aggregate, version, type, at, data)
    select n, gen_random_uuid(), ${source}, n % 16, 'thing ' || n, 1, ${type}, now(), ${JSON.stringify(data)}::text::jsonb
    from generate_series(1, ${count}::int) as n`
  await sql`analyze event_log`
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

async function arriving({ place, quick, rounds, tell }: BenchContext, given: Kafka) {
  const forMs = quick ? 1_500 : 20_000
  let samples = 0
  const measure = (over?: Required<Kafka>) => async () => {
    const waits = await waitsOf(place, forMs, over && fresh(over))
    samples = waits.length
    return { p50: percentile(waits, 0.5), p99: percentile(waits, 0.99) }
  }
  const values = await inTurn(
    { kafka: measure(fresh(given)), postgres: measure() },
    { rounds, tell: (text) => tell(`commit to handler, ${text}`) },
  )
  const common = { unit: 'ms', better: 'less' } as const
  const note = `${perSecond} events a second, ${samples} in each round, through sequencer, relay and broker`
  return [
    compare({
      ...common,
      name: 'event over Kafka, p99',
      ours: values.kafka.map(({ p99 }) => p99),
      peer: { name: `${budgetMs} ms`, values: values.kafka.map(() => budgetMs) },
      floor: 1,
      stretch: 5,
      note,
    }),
    ...(['p50', 'p99'] as const).map((which) =>
      compare({
        ...common,
        name: `event over PostgreSQL, ${which}`,
        ours: values.postgres.map((each) => each[which]),
        peer: { name: 'over Kafka', values: values.kafka.map((each) => each[which]) },
        floor: null,
        stretch: null,
        note,
      }),
    ),
  ]
}

/** How long each event waited from its commit until a handler began with it, ms. */
async function waitsOf(
  { database, url }: Place,
  forMs: number,
  over: Required<Kafka> | undefined,
): Promise<number[]> {
  await database.sql`truncate outbox, event_log, consumer_offset, consumer_group`
  const committed = new Map<string, number>()
  const begun = new Map<string, number>()
  const sequencer = startSequencer({ url, schema: source, log })
  const relay = over && startRelay({ ...over, database, source, log })
  const reading = { database, group: 'bench', sources: [source], log, handlers: { [type]: note } }
  const subscription = subscribe(reading, over && ((what) => topicTransport(what, { ...over, log })))
  function note({ aggregate }: { aggregate: string }): void {
    begun.set(aggregate, sharedMs())
  }
  const write = async () => {
    const aggregate = uuidv7()
    await database.transaction((tx) => publish(tx, { aggregate, version: 1, type, data }))
    committed.set(aggregate, sharedMs())
  }
  try {
    await write()
    await eventually(() => begun.size === 1, { withinMs: 60_000 })
    committed.clear()
    await paced(perSecond, forMs, write)
    await eventually(() => begun.size === committed.size + 1, { withinMs: 60_000 })
    return [...committed].map(([aggregate, at]) => Math.max(0, begun.get(aggregate)! - at))
  } finally {
    await subscription.stop()
    await relay?.stop()
    await sequencer.stop()
  }
}
