import postgres from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase, type Database } from '../database.ts'
import { migrate } from '../migrate.ts'
import { eventually } from '../testing/eventually.ts'
import { startPostgres } from '../testing/postgres-server.ts'
import { silentLog as log } from '../testing/silent-log.ts'
import { testDatabase, type TestDatabase } from '../testing/test-database.ts'
import { uuidv7 } from '../uuidv7.ts'
import type { Handlers } from './deliver.ts'
import { replay } from './offsets.ts'
import { publish } from './publish.ts'
import { startSequencer, type Sequencer } from './sequencer.ts'
import { subscribe, type Subscription } from './subscribe.ts'
import { startProcess } from './torture/start-process.ts'

const memberId = uuidv7()
const quickly = { attempts: 2, delayMs: () => 1 }

let kit: TestDatabase
let order: Database
let shipping: Database
let owner: postgres.Sql
let sequencer: Sequencer | undefined
const subscriptions: Subscription[] = []

beforeAll(async () => {
  kit = await testDatabase({
    schema: 'order',
    directories: [],
    others: [{ schema: 'shipping', directories: [] }],
  })
  order = kit.database
  shipping = openDatabase({ url: kit.urlOf('shipping'), name: 'shipping' })
  owner = postgres(kit.ownerUrl, { max: 1, onnotice: () => {} })
  await owner`create table shipping.seen (n int generated always as identity, aggregate text, version int)`
  await owner`grant select, insert, delete on shipping.seen to nowait_test_shipping`
})

afterAll(async () => {
  await stopAll()
  await owner.end()
  await shipping.close()
  await kit.drop()
})

beforeEach(async () => {
  await stopAll()
  await owner`truncate "order".outbox, "order".event_log, shipping.consumer_offset, shipping.parked_event, shipping.seen`
  sequencer = startSequencer({ url: kit.url, schema: 'order', log })
})

async function stopAll() {
  await Promise.all(subscriptions.splice(0).map((each) => each.stop()))
  await sequencer?.stop()
  sequencer = undefined
}

function place(
  aggregate: string,
  version: number,
  type: 'order.preparing' | 'order.shipped' = 'order.preparing',
) {
  const data = { memberId, number: `${aggregate}-${version}` }
  return order.transaction((tx) => publish(tx, { type, aggregate, version, data }))
}

/** Writes down what it gets, unless `refuse` throws. */
function note(refuse: (aggregate: string, version: number) => void = () => {}): Handlers {
  return {
    'order.preparing': ({ aggregate, version }) => {
      refuse(aggregate, version)
      return async (tx) => {
        await tx`insert into seen (aggregate, version) values (${aggregate}, ${version})`
      }
    },
  }
}

function follow(handlers = note(), database = shipping): Subscription {
  const subscription = subscribe({
    database,
    group: 'notes',
    sources: ['order'],
    handlers,
    log,
    retry: quickly,
  })
  subscriptions.push(subscription)
  return subscription
}

const seen = async (aggregate: string) => {
  const rows = await owner`select version from shipping.seen where aggregate = ${aggregate} order by n`
  return rows.map(({ version }) => version)
}

const logged = () => owner<{ seq: number; aggregate: string; version: number }[]>`
  select seq::int, aggregate, version from "order".event_log order by seq`

const shown = (aggregate: string, versions: number[]) =>
  eventually(async () => expect(await seen(aggregate)).toEqual(versions))

describe('publishing', () => {
  test('happens when the transaction commits, and never when it rolls back', async () => {
    const data = { memberId, number: '1' }
    const failing = order.transaction(async (tx) => {
      await publish(tx, { type: 'order.preparing', aggregate: 'undone', version: 1, data })
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    await place('done', 1)
    await eventually(async () => expect(await logged()).toEqual([{ seq: 1, aggregate: 'done', version: 1 }]))
  })

  test('numbers the events without holes and keeps those of one aggregate in order', async () => {
    const write = async (aggregate: string) => {
      for (let version = 1; version <= 20; version++) await place(aggregate, version)
    }
    await Promise.all(['a', 'b', 'c', 'd', 'e'].map(write))
    const rows = await eventually(async () => {
      const all = await logged()
      expect(all).toHaveLength(100)
      return all
    })
    expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 100 }, (_, i) => i + 1))
    for (const aggregate of ['a', 'b', 'c', 'd', 'e'])
      expect(rows.filter((row) => row.aggregate === aggregate).map(({ version }) => version)).toEqual(
        Array.from({ length: 20 }, (_, i) => i + 1),
      )
  })

  test('of two transactions on one aggregate, the later waits for the earlier, also without a lock of its own', async () => {
    const data = { memberId, number: '1' }
    const first = Promise.withResolvers<void>()
    const holding = order.transaction(async (tx) => {
      await publish(tx, { type: 'order.preparing', aggregate: 'one', version: 1, data })
      await first.promise
    })
    await eventually(
      async () => (await owner`select from pg_locks where locktype = 'advisory' and objsubid = 1`).length > 0,
    )
    const waiting = place('one', 2)
    await eventually(
      async () => (await owner`select from pg_locks where locktype = 'advisory' and not granted`).length > 0,
    )
    first.resolve()
    await Promise.all([holding, waiting])
    await eventually(async () => expect((await logged()).map(({ version }) => version)).toEqual([1, 2]))
  })
})

describe('a subscription', () => {
  test('hands each event to its handler as it was published, in another schema', async () => {
    const got: unknown[] = []
    follow({ 'order.preparing': (event) => void got.push(event) })
    await place('whole', 1)
    await eventually(() => got.length === 1)
    expect(got[0]).toEqual({
      id: expect.stringMatching(/^[\da-f]{8}-[\da-f]{4}-7/),
      topic: 'order',
      seq: 1,
      partition: expect.any(Number),
      aggregate: 'whole',
      version: 1,
      type: 'order.preparing',
      at: expect.stringMatching(/^\d{4}-.*Z$/),
      data: { memberId, number: 'whole-1' },
    })
  })

  test('passes over types it has no handler for', async () => {
    const subscription = follow()
    await place('mixed', 1, 'order.shipped')
    await place('mixed', 2)
    await place('mixed', 3, 'order.shipped')
    await eventually(async () => (await logged()).length === 3)
    await subscription.caughtUp()
    expect(await seen('mixed')).toEqual([2])
    expect(await subscription.lag()).toBe(0)
  })

  test('begins at the start of the log and says how far behind it is', async () => {
    await place('early', 1)
    await place('early', 2)
    await eventually(async () => (await logged()).length === 2)
    const subscription = follow()
    await subscription.caughtUp()
    expect(await seen('early')).toEqual([1, 2])
  })

  test('applies each event once, in order, while its processes lose their connections again and again', async () => {
    const second = openDatabase({ url: kit.urlOf('shipping'), name: 'second' })
    follow()
    follow(note(), second)
    const aggregates = Array.from({ length: 12 }, (_, i) => `a${i}`)
    const write = async (aggregate: string) => {
      for (let version = 1; version <= 15; version++) await place(aggregate, version)
    }
    let writing = true
    const cutting = (async () => {
      while (writing)
        await owner`
          select pg_terminate_backend(pid), pg_sleep(0.02) from pg_stat_activity
          where datname = current_database() and usename = 'nowait_test_shipping' and random() < 0.3`
    })()
    await Promise.all(aggregates.map(write))
    writing = false
    await cutting
    for (const aggregate of aggregates)
      await shown(
        aggregate,
        Array.from({ length: 15 }, (_, i) => i + 1),
      )
    await stopAll()
    await second.close()
  })

  test('does nothing twice when a partition is taken over while its handler still runs', async () => {
    const second = openDatabase({ url: kit.urlOf('shipping'), name: 'second' })
    const slow = Promise.withResolvers<void>()
    const calls: string[] = []
    const handlers = (who: string, wait: Promise<void>): Handlers => ({
      'order.preparing': async ({ aggregate, version }) => {
        calls.push(who)
        await wait
        return async (tx) => {
          await tx`insert into seen (aggregate, version) values (${aggregate}, ${version})`
        }
      },
    })
    follow(handlers('slow', slow.promise))
    await place('taken', 1)
    await eventually(() => calls.includes('slow'))
    follow(handlers('quick', Promise.resolve()), second)
    await owner`
      select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'shipping standing' and datname = current_database()`
    await place('taken', 2)
    await shown('taken', [1, 2])
    slow.resolve()
    await place('taken', 3)
    await shown('taken', [1, 2, 3])
    await stopAll()
    await second.close()
  })

  test('parks an event that keeps failing with the later ones of its aggregate; others go on, and it is tried again', async () => {
    let broken = true
    follow(
      note((aggregate) => {
        if (broken && aggregate === 'poison') throw new Error('cannot digest')
      }),
    )
    for (const version of [1, 2, 3]) {
      await place('poison', version)
      await place('healthy', version)
    }
    await shown('healthy', [1, 2, 3])
    const parked = await eventually(async () => {
      const rows = await owner`select aggregate, last_error from shipping.parked_event order by seq`
      expect(rows).toHaveLength(3)
      return rows
    })
    expect(parked[0]).toEqual({ aggregate: 'poison', last_error: 'Error: cannot digest' })
    expect(await seen('poison')).toEqual([])
    broken = false
    await shown('poison', [1, 2, 3])
    await place('poison', 4)
    await shown('poison', [1, 2, 3, 4])
    expect(await owner`select from shipping.parked_event`).toHaveLength(0)
  })

  test('a failing effect leaves nothing behind', async () => {
    let broken = true
    follow({
      'order.preparing':
        ({ aggregate, version }) =>
        async (tx) => {
          await tx`insert into seen (aggregate, version) values (${aggregate}, ${version})`
          if (broken) throw new Error('half done')
        },
    })
    await place('half', 1)
    await eventually(async () => (await owner`select from shipping.parked_event`).length === 1)
    expect(await seen('half')).toEqual([])
    broken = false
    await shown('half', [1])
  })

  test('reads again from any position, together with emptying what it had built', async () => {
    const subscription = follow()
    for (const version of [1, 2, 3, 4]) await place('again', version)
    await shown('again', [1, 2, 3, 4])
    await shipping.transaction(async (tx) => {
      await tx`delete from seen`
      await replay(tx, { group: 'notes', source: 'order', position: 2 })
    })
    await shown('again', [3, 4])
    await shipping.transaction(async (tx) => {
      await tx`delete from seen`
      await replay(tx, { group: 'notes', source: 'order' })
    })
    await shown('again', [1, 2, 3, 4])
    expect(await subscription.lag()).toBe(0)
  })

  test('shares the partitions among its processes, and hands them over when one stops', async () => {
    const second = openDatabase({ url: kit.urlOf('shipping'), name: 'second' })
    const held = async () => {
      const rows = await owner<{ name: string; locks: number }[]>`
        select application_name as name, count(*)::int as locks
        from pg_locks join pg_stat_activity using (pid)
        where locktype = 'advisory' and objsubid = 2 and objid < 16 and usename = 'nowait_test_shipping'
        group by 1 order by 1`
      return rows.map(({ name, locks }) => `${name} ${locks}`)
    }
    follow()
    await eventually(async () => expect(await held()).toEqual(['shipping standing 16']))
    const other = follow(note(), second)
    await eventually(async () => expect(await held()).toEqual(['second standing 8', 'shipping standing 8']))
    await other.stop()
    await eventually(async () => expect(await held()).toEqual(['shipping standing 16']))
    await stopAll()
    await second.close()
  })
})

describe('the sequencer', () => {
  test('is followed by another one when its connection is cut', async () => {
    const candidate = startSequencer({ url: kit.url, schema: 'order', log })
    await place('before', 1)
    await eventually(async () => (await logged()).length === 1)
    await owner`
      select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'order sequencer' and datname = current_database()`
    await place('after', 1)
    await eventually(async () => expect((await logged()).map(({ seq }) => seq)).toEqual([1, 2]))
    await candidate.stop()
  })

  test('that hangs is ended by the one that watches it', async () => {
    await stopAll()
    const child = startProcess('sequencer', { url: kit.url, schema: 'order' })
    try {
      await place('before', 1)
      await eventually(async () => (await logged()).length === 1)
      sequencer = startSequencer({ url: kit.url, schema: 'order', log })
      child.signal('SIGSTOP')
      await place('after', 1)
      await eventually(async () => expect((await logged()).map(({ seq }) => seq)).toEqual([1, 2]), {
        withinMs: 10_000,
      })
    } finally {
      await child.kill()
    }
  })
})

test('the log and its readers outlive a restart of the database', async () => {
  const server = await startPostgres()
  const role = { role: 'nowait_order', password: 'secret' }
  await migrate({ ownerUrl: server.url, schema: 'order', ...role, directories: [] })
  const url = server.url.replace('postgres:postgres', 'nowait_order:secret')
  const database = openDatabase({ url, name: 'restarted' })
  const running = startSequencer({ url, schema: 'order', log })
  const got: number[] = []
  const handlers: Handlers = { 'order.preparing': ({ version }) => void got.push(version) }
  const subscription = subscribe({ database, group: 'restarted', sources: ['order'], handlers, log })
  const send = (version: number) =>
    database.transaction((tx) =>
      publish(tx, { type: 'order.preparing', aggregate: 'one', version, data: { memberId, number: '1' } }),
    )
  try {
    await send(1)
    await eventually(() => got.includes(1))
    await server.restart()
    await eventually(() => send(2).then(() => true))
    await eventually(() => expect(new Set(got)).toEqual(new Set([1, 2])))
  } finally {
    await subscription.stop()
    await running.stop()
    await database.close()
    await server.stop()
  }
})
