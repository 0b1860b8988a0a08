import { Admin } from '@platformatic/kafka'
import { expect, test } from 'vitest'
import type { Handlers } from '../events/deliver.ts'
import { replay } from '../events/offsets.ts'
import { eventKit, note } from '../testing/event-kit.ts'
import { eventually } from '../testing/eventually.ts'
import { testDatabase } from '../testing/test-database.ts'
import { relayGroup } from './relay.ts'
import { brokerList, createTopics, type Kafka, topicOf } from './topics.ts'

const kit = eventKit({ relay: false })
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1)

async function publishAll(aggregates: string[], versions: number[]): Promise<void> {
  await Promise.all(
    aggregates.map(async (aggregate) => {
      for (const version of versions) await kit.publish(aggregate, version)
    }),
  )
}

const relayed = () =>
  eventually(async () => {
    const [row] = await kit.owner`
      select max(position)::int as position from "order".consumer_offset where consumer_group = ${relayGroup}
        and transport = 'postgres'`
    expect(row).toEqual({ position: (await kit.logged()).length })
  })

test('events come over Kafka once each, and of one aggregate in order', async () => {
  kit.startRelaying()
  kit.follow()
  const aggregates = upTo(12).map((n) => `thing ${n}`)
  await publishAll(aggregates, upTo(10))
  for (const aggregate of aggregates) expect(await kit.noted(aggregate, 10)).toEqual(upTo(10))
})

test('what a relay had produced without hearing of it is produced again, and applied once', async () => {
  kit.follow()
  const first = kit.startRelaying()
  await publishAll(['again', 'other'], upTo(5))
  expect(await kit.noted('again', 5)).toEqual(upTo(5))
  await relayed()
  await first.stop()
  await kit.owner`
    update "order".consumer_offset set position = 0 where consumer_group = ${relayGroup} and transport = 'postgres'`
  kit.startRelaying()
  await publishAll(['again', 'other'], [6, 7])
  expect(await kit.noted('again', 7)).toEqual(upTo(7))
  expect(await kit.noted('other', 7)).toEqual(upTo(7))
})

test('two relays that lose their connections lose and reorder nothing', async () => {
  kit.startRelaying()
  kit.startRelaying()
  kit.follow()
  const aggregates = upTo(6).map((n) => `cut ${n}`)
  for (const version of upTo(8)) {
    await publishAll(aggregates, [version])
    await kit.cut('relay standing')
  }
  for (const aggregate of aggregates) expect(await kit.noted(aggregate, 8)).toEqual(upTo(8))
})

test('a consumer that starts again goes on where its own database says', async () => {
  kit.startRelaying()
  const first = kit.follow()
  await publishAll(['resumed'], upTo(3))
  await kit.noted('resumed', 3)
  await first.stop()
  await publishAll(['resumed'], [4, 5])
  const handled: number[] = []
  kit.follow(note((_, version) => void handled.push(version)))
  expect(await kit.noted('resumed', 5)).toEqual(upTo(5))
  expect(handled).toEqual([4, 5])
})

test('a group goes on over Kafka where it was in the log, and back, without doing anything twice', async () => {
  kit.startRelaying()
  const overLog = kit.followLog()
  await publishAll(['switched'], upTo(3))
  await kit.noted('switched', 3)
  await overLog.stop()
  const overKafka = kit.follow()
  await publishAll(['switched'], [4])
  expect(await kit.noted('switched', 4)).toEqual(upTo(4))
  await overKafka.stop()
  kit.followLog()
  await publishAll(['switched'], [5])
  expect(await kit.noted('switched', 5)).toEqual(upTo(5))
})

test('a group in another database than the log knows how far it is behind, and when it is not', async () => {
  const there = await testDatabase({ schema: 'shipping', directories: [] })
  kit.startRelaying()
  const got: string[] = []
  const handlers: Handlers = {
    'order.preparing': ({ aggregate, version }) => void got.push(`${aggregate} ${version}`),
  }
  await publishAll(['there'], upTo(3))
  await relayed()
  const following = kit.follow(handlers, there.database)
  await eventually(() => following.caughtUp())
  expect(got).toEqual(['there 1', 'there 2', 'there 3'])
  expect(await following.lag()).toBe(0)
  await following.stop()
  await publishAll(['there', 'elsewhere'], [4, 5])
  await relayed()
  const gate = Promise.withResolvers<void>()
  const slow: Handlers = {
    'order.preparing': async ({ aggregate, version }) => {
      await gate.promise
      got.push(`${aggregate} ${version}`)
    },
  }
  const behind = kit.follow(slow, there.database)
  await eventually(async () => expect(await behind.lag()).toBe(4))
  gate.resolve()
  await behind.caughtUp()
  expect(got).toHaveLength(7)
  await behind.stop()
  await there.drop()
})

test('a topic that was deleted is created and filled again; no event is missed by who was ahead or behind', async () => {
  const relay = kit.startRelaying()
  const ahead = kit.follow()
  const aggregates = upTo(20).map((n) => `thing ${n}`)
  await publishAll(aggregates, upTo(3))
  for (const aggregate of aggregates) await kit.noted(aggregate, 3)
  await relayed()
  await ahead.stop()
  await relay.stop()
  await deleteTopic(kit.kafka()!)

  await publishAll(aggregates, [4, 5])
  kit.startRelaying()
  kit.follow()
  for (const aggregate of aggregates) expect(await kit.noted(aggregate, 5)).toEqual(upTo(5))

  await kit.shipping.transaction(async (tx) => {
    await tx`delete from seen`
    await replay(tx, { group: 'notes', source: 'order' })
  })
  for (const aggregate of aggregates) expect(await kit.noted(aggregate, 5)).toEqual(upTo(5))
})

test('a topic that is deleted while everybody is at work is found out', async () => {
  kit.startRelaying()
  kit.follow()
  const aggregates = upTo(20).map((n) => `thing ${n}`)
  await publishAll(aggregates, upTo(3))
  for (const aggregate of aggregates) await kit.noted(aggregate, 3)
  await deleteTopic(kit.kafka()!)
  await eventually(() => createTopics({ ...kit.kafka()!, sources: ['order'] }))
  await publishAll(aggregates, [4, 5])
  for (const aggregate of aggregates) expect(await kit.noted(aggregate, 5)).toEqual(upTo(5))
})

async function deleteTopic({ brokers, topicPrefix }: Kafka): Promise<void> {
  const admin = new Admin({ clientId: 'test', bootstrapBrokers: brokerList(brokers) })
  await admin.deleteTopics({ topics: [topicOf('order', topicPrefix)] })
  await admin.close()
}
