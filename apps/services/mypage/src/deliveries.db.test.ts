import { randomUUIDv7 } from 'node:crypto'
import { randomFrom } from '@nowait/chassis/events/torture/random'
import { replay } from '@nowait/chassis/events/offsets'
import { testEvents } from '@nowait/chassis/testing/test-events'
import type { EventOf } from '@nowait/contract/events'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mendHoles } from './mend.ts'
import { project } from './project.ts'
import { followAll, group, sources } from './subscriptions.ts'
import { deliveriesOf } from './testing/deliveries.ts'
import { recordHistory } from './testing/history.ts'
import { linesAfter } from './testing/select-in-memory.ts'
import { startTestApp, type TestApp } from './testing/test-app.ts'

let service: TestApp
beforeAll(async () => {
  service = await startTestApp()
})
afterAll(() => service.drop())

const deliver = (event: EventOf) => service.database.transaction(project([event]))

test('random deliveries to several writers at once leave the same bytes as the history in order', async () => {
  const member = randomUUIDv7()
  const history = recordHistory(14, member)
  const delivered = deliveriesOf(history, randomFrom(7))
  for (let at = 0; at < delivered.length; at += 3) {
    await Promise.all(delivered.slice(at, at + 3).map(deliver))
  }
  expect(await service.lines(member)).toBe(linesAfter(history, await service.today()))
})

test('the subscription makes the page of each member, and hearing everything again changes no byte', async () => {
  const members = [randomUUIDv7(), randomUUIDv7()]
  const histories = members.map((member, at) => recordHistory(3 + at, member))
  await service.record(histories.flat())
  const events = testEvents({ database: service.database, url: service.url, log: service.log })
  const subscription = followAll(events)
  await subscription.caughtUp()
  const today = await service.today()
  const expected = histories.map((history) => linesAfter(history, today))
  expect(await Promise.all(members.map(service.lines))).toEqual(expected)

  await subscription.stop()
  for (const source of sources) await replay(service.database.sql, { group, source })
  await followAll(events).caughtUp()
  expect(await Promise.all(members.map(service.lines))).toEqual(expected)
  await events.stop()
})

test('a hole is mended from the log, also by an event of a type that nobody knows', async () => {
  const member = randomUUIDv7()
  const history = recordHistory(1, member)
  const unknown = history.find(({ type }) => type === 'order.preparing')!
  unknown.type = 'order.weighed' as EventOf['type']
  const recorded = await service.record(history)
  const missing = ['order.confirmed', 'order.weighed']
  for (const event of recorded.filter(({ type }) => !missing.includes(type))) await deliver(event)
  expect(await service.lines(member)).toContain('"status":"awaiting-stock"')
  expect(await mendHoles(service.database, service.log)).toBe(2)
  expect(await service.lines(member)).toBe(linesAfter(history, await service.today()))
})
