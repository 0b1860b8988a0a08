import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { Admin } from '@platformatic/kafka'
import { openDatabase } from '../database.ts'
import { eventKit, note } from '../testing/event-kit.ts'
import { eventually } from '../testing/eventually.ts'
import { silentLog as log } from '../testing/silent-log.ts'
import { relayGroup, startRelay } from './relay.ts'
import { subscribeKafka } from './subscribe.ts'
import { brokerList, createTopics, topicOf } from './topics.ts'

const brokers = process.env.KAFKA_BROKERS ?? ''
const kit = eventKit()
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1)
const closing: Array<() => Promise<void>> = []

beforeAll(() => {
  if (!brokers) throw new Error('KAFKA_BROKERS is not set: run npm run test:kafka')
})

beforeEach(async () => {
  const admin = new Admin({ clientId: 'test', bootstrapBrokers: brokerList(brokers) })
  if ((await admin.listTopics()).includes(topicOf('order')))
    await admin.deleteTopics({ topics: [topicOf('order')] })
  await eventually(() => createTopics({ brokers, sources: ['order'] }))
  await admin.close()
  await kit.owner`truncate "order".consumer_offset`
})

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

/** A relay with connections of its own, as another process has. */
function relay() {
  const database = openDatabase({ url: kit.order.url, name: 'relay' })
  const subscription = startRelay({ database, source: 'order', brokers, log })
  let stopped: Promise<void> | undefined
  const stop = () => (stopped ??= subscription.stop().then(database.close))
  closing.push(stop)
  return { ...subscription, stop }
}

function follow(handlers = note(), database = kit.shipping) {
  const retry = { attempts: 2, delayMs: () => 1 }
  const options = { database, group: 'notes', sources: ['order'], handlers, log, retry, brokers }
  const { stop } = subscribeKafka(options)
  let stopped: Promise<void> | undefined
  const once = () => (stopped ??= stop())
  closing.push(once)
  return { stop: once }
}

async function publishAll(aggregates: string[], versions: number[]): Promise<void> {
  await Promise.all(
    aggregates.map(async (aggregate) => {
      for (const version of versions) await kit.publish(aggregate, version)
    }),
  )
}

test('events come over Kafka once each, and of one aggregate in order', async () => {
  relay()
  follow()
  const aggregates = upTo(12).map((n) => `thing ${n}`)
  await publishAll(aggregates, upTo(10))
  for (const aggregate of aggregates) expect(await kit.noted(aggregate, 10)).toEqual(upTo(10))
})

test('what a relay had produced without hearing of it is produced again, and applied once', async () => {
  follow()
  const first = relay()
  await publishAll(['again', 'other'], upTo(5))
  expect(await kit.noted('again', 5)).toEqual(upTo(5))
  await first.caughtUp()
  await first.stop()
  await kit.owner`update "order".consumer_offset set position = 0 where consumer_group = ${relayGroup}`
  relay()
  await publishAll(['again', 'other'], [6, 7])
  expect(await kit.noted('again', 7)).toEqual(upTo(7))
  expect(await kit.noted('other', 7)).toEqual(upTo(7))
})

test('two relays that lose their connections lose and reorder nothing', async () => {
  relay()
  relay()
  follow()
  const aggregates = upTo(6).map((n) => `cut ${n}`)
  for (const version of upTo(8)) {
    await publishAll(aggregates, [version])
    await kit.cut('relay standing')
  }
  for (const aggregate of aggregates) expect(await kit.noted(aggregate, 8)).toEqual(upTo(8))
})

test('a consumer that starts again goes on where its own database says', async () => {
  relay()
  const first = follow()
  await publishAll(['resumed'], upTo(3))
  await kit.noted('resumed', 3)
  await first.stop()
  await publishAll(['resumed'], [4, 5])
  const handled: number[] = []
  follow(note((_, version) => void handled.push(version)))
  expect(await kit.noted('resumed', 5)).toEqual(upTo(5))
  expect(handled).toEqual([4, 5])
})

test('a group that has read the log goes on over Kafka without doing anything twice', async () => {
  relay()
  const overLog = kit.follow()
  await publishAll(['switched'], upTo(3))
  await kit.noted('switched', 3)
  await overLog.stop()
  follow()
  await publishAll(['switched'], [4])
  expect(await kit.noted('switched', 4)).toEqual(upTo(4))
})

test('an event that keeps failing is parked with the later ones of its aggregate while others go on', async () => {
  let broken = true
  relay()
  follow(
    note((aggregate) => {
      if (broken && aggregate === 'poison') throw new Error('cannot digest')
    }),
  )
  await publishAll(['poison', 'healthy'], upTo(3))
  expect(await kit.noted('healthy', 3)).toEqual(upTo(3))
  expect(await kit.seen('poison')).toEqual([])
  broken = false
  expect(await kit.noted('poison', 3)).toEqual(upTo(3))
})
