import { openDatabase } from '@nowait/chassis/database'
import { startEvents } from '@nowait/chassis/events/start-events'
import { eventKit, note } from '@nowait/chassis/testing/event-kit'
import { eventually } from '@nowait/chassis/testing/eventually'
import { silentLog as log } from '@nowait/chassis/testing/silent-log'
import { expect, onTestFinished, test } from 'vitest'
import { startBroker } from './broker.ts'

const kit = eventKit({ relay: false })
const patient = { withinMs: 60_000 }
const versions = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)

test('what is published while the broker is away, stopped or killed comes once and in order when it is there', async () => {
  const broker = await startBroker()
  onTestFinished(broker.stop)
  await broker.halt()
  await kit.stopSequencing()
  const brokers = broker.address
  const database = openDatabase({ url: kit.order.url, name: 'order' })
  const order = startEvents({ database, log, publisher: { url: kit.order.url, schema: 'order' }, brokers })
  const shipping = startEvents({ database: kit.shipping, log, brokers })
  const notes = shipping.subscribe({ group: 'notes', sources: ['order'], handlers: note() })
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
    await eventually(async () => expect(await notes.lag()).toBe(9), patient)
    await broker.resume()
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
    await notes.caughtUp()
    expect(await notes.lag()).toBe(0)
  } finally {
    await shipping.stop()
    await order.stop()
    await database.close()
  }
}, 400_000)
