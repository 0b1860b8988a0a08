import { afterAll, beforeAll, expect, test } from 'vitest'
import { startRelay } from '@nowait/chassis/kafka/relay'
import { subscribeKafka } from '@nowait/chassis/kafka/subscribe'
import { createTopics } from '@nowait/chassis/kafka/topics'
import { eventKit, note } from '@nowait/chassis/testing/event-kit'
import { eventually } from '@nowait/chassis/testing/eventually'
import { silentLog as log } from '@nowait/chassis/testing/silent-log'
import { openDatabase } from '@nowait/chassis/database'
import { type Broker, startBroker } from './broker.ts'

const kit = eventKit()
const patient = { withinMs: 60_000 }
const versions = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)

let broker: Broker

beforeAll(async () => {
  broker = await startBroker()
  await createTopics({ brokers: broker.address, sources: ['order'] })
})

afterAll(() => broker.stop())

test('what is published while the broker is stopped or killed comes once and in order when it is back', async () => {
  const brokers = broker.address
  const database = openDatabase({ url: kit.order.url, name: 'relay' })
  const relay = startRelay({ database, source: 'order', brokers, log })
  const options = { group: 'notes', sources: ['order'], handlers: note(), log, brokers }
  const reader = subscribeKafka({ ...options, database: kit.shipping })
  const aggregates = ['one', 'two', 'three']
  const publish = async (from: number, to: number) => {
    for (const version of versions(from, to))
      for (const aggregate of aggregates) await kit.publish(aggregate, version)
  }
  const seen = () => Promise.all(aggregates.map(kit.seen))
  const all = (to: number) => aggregates.map(() => versions(1, to))
  const allSeen = (to: number) => eventually(async () => expect(await seen()).toEqual(all(to)), patient)
  try {
    await publish(1, 3)
    await allSeen(3)
    await broker.halt()
    await publish(4, 8)
    expect(await seen()).toEqual(all(3))
    await broker.resume()
    await allSeen(8)
    await broker.halt('kill')
    await publish(9, 12)
    expect(await seen()).toEqual(all(8))
    await broker.resume()
    await allSeen(12)
  } finally {
    await reader.stop()
    await relay.stop()
    await database.close()
  }
}, 400_000)
