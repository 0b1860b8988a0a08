import postgres from 'postgres'
import { expect, onTestFinished, test } from 'vitest'
import { ensureOffsets } from '../events/offsets.ts'
import { eventKit } from '../testing/event-kit.ts'
import { eventually } from '../testing/eventually.ts'
import { silentLog as log } from '../testing/silent-log.ts'
import { openReader } from './reader.ts'
import { relayGroup } from './relay.ts'
import { startRelayProcess } from './testing/start-relay.ts'
import { topicTransport } from './topic-transport.ts'

const kit = eventKit({ relay: false })
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1)
const patient = { withinMs: 40_000 }

/** Messages in all partitions of the topic. */
async function inTopic(): Promise<number> {
  const reader = openReader({ ...kit.kafka()!, group: 'test' })
  onTestFinished(() => reader.close())
  return eventually(async () => (await reader.ends('order')).reduce((sum, end) => sum + end, 0), patient)
}

function relayProcess() {
  const relay = startRelayProcess({ url: kit.order.url, ...kit.kafka()! })
  onTestFinished(relay.kill)
  return relay
}

test('relays that are killed after producing and before they could note it double no effect', async () => {
  kit.follow()
  const first = relayProcess()
  for (const version of upTo(3)) await kit.publish('killed', version)
  expect(await kit.noted('killed', 3)).toEqual(upTo(3))

  const owner = postgres(kit.order.ownerUrl, { max: 1 })
  onTestFinished(() => owner.end())
  // While its rows are locked a relay can produce and cannot note it.
  await owner.begin(async (tx) => {
    await tx`select from "order".consumer_offset where consumer_group = ${relayGroup} for update`
    await kit.publish('killed', 4)
    expect(await kit.noted('killed', 4)).toEqual(upTo(4))
    await first.kill()
    // The server would carry out what is under way.
    for (const name of ['relay', 'relay standing']) await kit.cut(name)
  })
  relayProcess()
  relayProcess()
  await kit.publish('killed', 5)
  await eventually(async () => expect(await kit.seen('killed')).toEqual(upTo(5)), patient)
  expect(await inTopic()).toBeGreaterThan(5)
})

test('of a long partition no more is taken at once than a reader can hold', async () => {
  kit.startRelaying()
  const number = 'x'.repeat(1_000)
  await kit.owner`
    insert into "order".event_log (seq, id, topic, partition, aggregate, version, type, at, data)
    select n, gen_random_uuid(), 'order', 3, 'long', n, 'order.preparing', now(), jsonb_build_object('number', ${number}::text)
    from generate_series(1, 2000) as n`
  await kit.publish('after', 1)
  await eventually(async () => expect(await inTopic()).toBe(2_001), patient)

  const reading = { database: kit.shipping, group: 'notes', sources: ['order'], types: ['order.preparing'] }
  const transport = topicTransport(reading, { ...kit.kafka()!, log })
  onTestFinished(transport.close)
  await ensureOffsets(kit.shipping.sql, 'notes', ['order'])
  await transport.setUp(() => {})
  const fetched = await eventually(async () => {
    const [batch] = await transport.fetch([3], true)
    expect(batch).toBeDefined()
    return batch!
  }, patient)
  const bytes = Buffer.byteLength(JSON.stringify(fetched.events))
  expect(fetched.events[0]!.event.seq).toBe(1)
  expect(bytes).toBeLessThan(1024 * 1024)
})
