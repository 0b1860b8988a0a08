import postgres from 'postgres'
import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import { openDatabase, type Database } from '../database.ts'
import type { Handlers } from '../events/deliver.ts'
import { publish } from '../events/publish.ts'
import { startSequencer, type Sequencer } from '../events/sequencer.ts'
import { subscribe, type SubscribeOptions, type Subscription } from '../events/subscribe.ts'
import { startRelay } from '../kafka/relay.ts'
import { topicTransport } from '../kafka/topic-transport.ts'
import type { Kafka } from '../kafka/topics.ts'
import { uuidv7 } from '../uuidv7.ts'
import { eventually } from './eventually.ts'
import { silentLog as log } from './silent-log.ts'
import { testDatabase, type TestDatabase } from './test-database.ts'
import { testKafka } from './test-events.ts'

/**
 * For a test file: `order` publishes and has a sequencer, `shipping` reads and notes what it got in `seen`. Every test
 * begins with empty logs, and topics of its own when the run has a Kafka; `relay: false` leaves the relay to the test.
 */
export function eventKit({ relay: wantsRelay = true }: { relay?: boolean } = {}) {
  const memberId = uuidv7()
  const closing: Array<() => Promise<void>> = []
  let databases: TestDatabase
  let owner: postgres.Sql
  let shipping: Database
  let sequencer: Sequencer | undefined
  let tests = 0

  beforeAll(async () => {
    databases = await testDatabase({
      schema: 'order',
      directories: [],
      others: [{ schema: 'shipping', directories: [] }],
    })
    shipping = openDatabase({ url: databases.urlOf('shipping'), name: 'shipping' })
    owner = postgres(databases.ownerUrl, { max: 1, onnotice: () => {} })
    await owner`create table shipping.seen (n int generated always as identity, aggregate text, version int)`
    await owner`grant select, insert, delete on shipping.seen to nowait_test_shipping`
  })

  beforeEach(async () => {
    await stopAll()
    await owner`
      truncate "order".outbox, "order".event_log, "order".consumer_offset, "order".consumer_group,
        shipping.consumer_offset, shipping.consumer_group, shipping.parked_event, shipping.operation_audit,
        shipping.seen`
    tests++
    startSequencing()
    if (wantsRelay && kafka()) startRelaying()
  })

  afterAll(async () => {
    await stopAll()
    await owner.end()
    await shipping.close()
    await databases.drop()
  })

  async function stopAll(): Promise<void> {
    for (const close of closing.splice(0).toReversed()) await close()
    await stopSequencing()
  }

  function startSequencing(): void {
    sequencer = startSequencer({ url: databases.url, schema: 'order', log })
  }

  async function stopSequencing(): Promise<void> {
    await sequencer?.stop()
    sequencer = undefined
  }

  /** The Kafka of this run, with topics of this test alone. */
  function kafka(): Kafka | undefined {
    const given = testKafka(databases.url)
    return given && { ...given, topicPrefix: `${given.topicPrefix}.${tests}` }
  }

  /** A relay with connections of its own, as another process has, until the end of the test unless it is stopped before. */
  function startRelaying(name = 'relay') {
    const given = kafka()
    if (!given) throw new Error('KAFKA_BROKERS is not set: run npm run test:kafka')
    const database = openDatabase({ url: databases.url, name })
    const relay = startRelay({ ...given, database, source: 'order', log })
    const stop = once(async () => {
      await relay.stop()
      await database.close()
    })
    closing.push(stop)
    return { stop }
  }

  function startFollowing(
    given: Pick<SubscribeOptions, 'handlers' | 'database'> & Partial<SubscribeOptions>,
    over?: Kafka,
  ): Subscription {
    const retry = { attempts: 2, delayMs: () => 1 }
    const subscription = subscribe(
      { group: 'notes', sources: ['order'], log, retry, ...given },
      over && ((reading) => topicTransport(reading, { ...over, log })),
    )
    const stop = once(subscription.stop)
    closing.push(stop)
    return { ...subscription, stop }
  }

  const seen = async (aggregate: string): Promise<number[]> => {
    const rows = await owner`select version from shipping.seen where aggregate = ${aggregate} order by n`
    return rows.map(({ version }) => version)
  }

  return {
    startSequencing,
    stopSequencing,
    kafka,
    startRelaying,
    get order() {
      return databases
    },
    get shipping() {
      return shipping
    },
    get owner() {
      return owner
    },
    /** Another process of the reading schema, until the end of the test. */
    anotherProcess(name: string): Database {
      const database = openDatabase({ url: databases.urlOf('shipping'), name })
      closing.push(database.close)
      return database
    },
    publish(
      aggregate: string,
      version: number,
      type: 'order.preparing' | 'order.shipped' = 'order.preparing',
    ): Promise<void> {
      const data = { memberId, number: `${aggregate}-${version}` }
      return databases.database.transaction((tx) => publish(tx, { type, aggregate, version, data }))
    },
    /** Reads as the group `notes`, until the end of the test: over Kafka when the run has one. */
    follow: (handlers: Handlers = note(), database = shipping, given: Partial<SubscribeOptions> = {}) =>
      startFollowing({ handlers, database, ...given }, kafka()),
    /** The same through PostgreSQL, whatever the run has. */
    followLog: () => startFollowing({ handlers: note(), database: shipping }),
    logged: () =>
      owner<{ seq: number; aggregate: string; version: number }[]>`
        select seq::int, aggregate, version from "order".event_log order by seq`,
    seen,
    /** What was noted of an aggregate once it is `count` versions. */
    noted: (aggregate: string, count: number): Promise<number[]> =>
      eventually(
        async () => {
          const versions = await seen(aggregate)
          expect(versions.length).toBeGreaterThanOrEqual(count)
          return versions
        },
        // New connections take seconds where all of them are cut and the machine is busy.
        { withinMs: 25_000 },
      ),
    /** Cuts the connections of that name. */
    cut: async (name: string): Promise<void> => {
      await owner`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name = ${name}`
    },
  }
}

function once(run: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined
  return () => (done ??= run())
}

/** Notes every event in the transaction of its offset, unless `refuse` throws. */
export function note(
  refuse: (aggregate: string, version: number) => void | Promise<void> = () => {},
): Handlers {
  return {
    'order.preparing': async ({ aggregate, version }) => {
      await refuse(aggregate, version)
      return async (tx) => {
        await tx`insert into seen (aggregate, version) values (${aggregate}, ${version})`
      }
    },
  }
}
