import { expect, test } from 'vitest'
import { eventKit, note } from '../testing/event-kit.ts'
import { eventually } from '../testing/eventually.ts'
import { moveOffset, replay } from './offsets.ts'
import { partitionOf } from './partition-of.ts'

const kit = eventKit()
const upTo = (last: number) => Array.from({ length: last }, (_, i) => i + 1)
const parked = () => kit.owner`select aggregate, last_error as error from shipping.parked_event order by seq`

test('a handler gets each event as it was published, in another schema', async () => {
  const got: unknown[] = []
  kit.follow({ 'order.preparing': (event) => void got.push(event) })
  await kit.publish('whole', 1)
  await eventually(() => got.length === 1)
  expect(got[0]).toEqual({
    id: expect.stringMatching(/^[\da-f]{8}-[\da-f]{4}-7/),
    topic: 'order',
    seq: 1,
    partition: partitionOf('whole'),
    aggregate: 'whole',
    version: 1,
    type: 'order.preparing',
    at: expect.stringMatching(/^\d{4}-.*Z$/),
    data: { memberId: expect.any(String), number: 'whole-1' },
  })
})

test('types without a handler are passed over', async () => {
  const subscription = kit.follow()
  await kit.publish('mixed', 1, 'order.shipped')
  await kit.publish('mixed', 2)
  await kit.publish('mixed', 3, 'order.shipped')
  await eventually(async () => (await kit.logged()).length === 3)
  await subscription.caughtUp()
  expect(await kit.seen('mixed')).toEqual([2])
  expect(await subscription.lag()).toBe(0)
})

test('a new group begins at the start of the log', async () => {
  await kit.publish('early', 1)
  await kit.publish('early', 2)
  await eventually(async () => (await kit.logged()).length === 2)
  await kit.follow().caughtUp()
  expect(await kit.seen('early')).toEqual([1, 2])
})

test('an event that keeps failing is parked with the later ones of its aggregate; others go on, and it is tried again', async () => {
  let broken = true
  kit.follow(
    note((aggregate, version) => {
      if (broken && aggregate === 'poison' && version === 1) throw new Error('cannot digest')
    }),
  )
  for (const version of [1, 2, 3]) {
    await kit.publish('poison', version)
    await kit.publish('healthy', version)
  }
  expect(await kit.noted('healthy', 3)).toEqual([1, 2, 3])
  await eventually(async () => expect(await parked()).toHaveLength(3))
  expect((await parked())[0]).toEqual({ aggregate: 'poison', error: 'Error: cannot digest' })
  expect(await kit.seen('poison')).toEqual([])
  broken = false
  expect(await kit.noted('poison', 3)).toEqual([1, 2, 3])
  await kit.publish('poison', 4)
  expect(await kit.noted('poison', 4)).toEqual([1, 2, 3, 4])
  expect(await parked()).toEqual([])
})

test('an effect that fails leaves nothing behind', async () => {
  let broken = true
  kit.follow({
    'order.preparing':
      ({ aggregate, version }) =>
      async (tx) => {
        await tx`insert into seen (aggregate, version) values (${aggregate}, ${version})`
        if (broken) throw new Error('half done')
      },
  })
  await kit.publish('half', 1)
  await eventually(async () => (await parked()).length === 1)
  expect(await kit.seen('half')).toEqual([])
  broken = false
  expect(await kit.noted('half', 1)).toEqual([1])
})

test('the log is read again from any position, together with emptying what was built', async () => {
  const subscription = kit.follow()
  for (const version of upTo(4)) await kit.publish('again', version)
  expect(await kit.noted('again', 4)).toEqual([1, 2, 3, 4])
  const startAgain = (position?: number) =>
    kit.shipping.transaction(async (tx) => {
      await tx`delete from seen`
      await replay(tx, { group: 'notes', source: 'order', position })
    })
  await startAgain(2)
  expect(await kit.noted('again', 2)).toEqual([3, 4])
  await startAgain()
  expect(await kit.noted('again', 4)).toEqual([1, 2, 3, 4])
  expect(await subscription.lag()).toBe(0)
})

test('events are applied once and in order while the readers lose their connections again and again', async () => {
  kit.follow()
  kit.follow(note(), kit.anotherProcess('second'))
  const aggregates = upTo(12).map((n) => `thing ${n}`)
  const write = async (aggregate: string) => {
    for (const version of upTo(15)) await kit.publish(aggregate, version)
  }
  const writing = { done: false }
  const cutting = (async () => {
    while (!writing.done)
      await kit.owner`
        select pg_terminate_backend(pid), pg_sleep(0.02) from pg_stat_activity
        where datname = current_database() and usename = 'nowait_test_shipping' and random() < 0.3`
  })()
  await Promise.all(aggregates.map(write))
  writing.done = true
  await cutting
  const all = await Promise.all(aggregates.map((aggregate) => kit.noted(aggregate, 15)))
  expect(all).toEqual(aggregates.map(() => upTo(15)))
})

test('an effect is undone when another process has moved the group on in the meantime', async () => {
  const at = { group: 'notes', source: 'order', partition: partitionOf('raced') }
  const calls: number[] = []
  kit.follow({
    'order.preparing': async ({ aggregate, version, seq }) => {
      calls.push(version)
      if (version === 1)
        await kit.shipping.transaction(async (tx) => {
          await moveOffset(tx, at, { from: 0, to: seq })
          await tx`insert into seen (aggregate, version) values (${aggregate}, ${version})`
        })
      return async (tx) => {
        await tx`insert into seen (aggregate, version) values (${aggregate}, ${version})`
      }
    },
  })
  await kit.publish('raced', 1)
  await kit.noted('raced', 1)
  await kit.publish('raced', 2)
  expect(await kit.noted('raced', 2)).toEqual([1, 2])
  expect(calls).toEqual([1, 2])
  expect(await parked()).toEqual([])
})

test('a partition is taken over from a process that has lost its connection, whatever its handler still does', async () => {
  const slow = Promise.withResolvers<void>()
  let calls = 0
  kit.follow(note(() => (calls++ === 0 ? slow.promise : undefined)))
  await kit.publish('taken', 1)
  await eventually(() => calls === 1)
  kit.follow(note(), kit.anotherProcess('second'))
  await kit.cut('shipping standing')
  expect(await kit.noted('taken', 1)).toEqual([1])
  slow.resolve()
  await kit.publish('taken', 2)
  expect(await kit.noted('taken', 2)).toEqual([1, 2])
})

test('processes share the partitions, and hand them over when they stop', async () => {
  const held = async () => {
    const rows = await kit.owner<{ name: string; locks: number }[]>`
      select application_name as name, count(*)::int as locks
      from pg_locks join pg_stat_activity using (pid)
      where locktype = 'advisory' and objsubid = 2 and objid < 16 and datname = current_database()
        and usename = 'nowait_test_shipping'
      group by 1 order by 1`
    return rows.map(({ name, locks }) => `${name} ${locks}`)
  }
  kit.follow()
  await eventually(async () => expect(await held()).toEqual(['shipping standing 16']))
  const second = kit.follow(note(), kit.anotherProcess('second'))
  await eventually(async () => expect(await held()).toEqual(['second standing 8', 'shipping standing 8']))
  await second.stop()
  await eventually(async () => expect(await held()).toEqual(['shipping standing 16']))
})
