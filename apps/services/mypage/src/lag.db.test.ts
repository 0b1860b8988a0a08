import { randomUUIDv7 } from 'node:crypto'
import { ensureOffsets } from '@nowait/chassis/events/offsets'
import { park, unpark } from '@nowait/chassis/events/parked'
import { eventually } from '@nowait/chassis/testing/eventually'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Lag, watchLag } from './lag.ts'
import { group, sources } from './subscriptions.ts'
import { recordHistory } from './testing/history.ts'
import { startTestApp, type TestApp } from './testing/test-app.ts'

let service: TestApp
let lag: Lag
beforeAll(async () => {
  service = await startTestApp()
  await ensureOffsets(service.database.sql, group, sources)
  lag = watchLag(service.database)
})
afterAll(async () => {
  await lag.stop()
  await service.drop()
})

test('an event that is parked keeps the page of its member back, and nobody else’s, until it is applied', async () => {
  const [mine, other] = [randomUUIDv7(), randomUUIDv7()]
  const told = await service.ask(other, '/changes')
  const reader = told.body!.pipeThrough(new TextDecoderStream()).getReader()
  const [event] = recordHistory(1, mine)
  const parked = { source: 'order', attempts: 3, event: { ...event!, seq: 1, partition: 0 } }
  const { sql } = service.database
  await park(sql, group, parked, { retryInMs: 600_000, error: 'cannot digest' })
  await eventually(() => expect(lag.lacks(mine)).toBe(true))
  expect([lag.lacks(other), lag.behind()]).toEqual([false, false])
  let heard = ''
  while (!heard.includes(mine)) heard += (await reader.read()).value
  await reader.cancel()
  await unpark(sql, group, parked)
  await eventually(() => expect(lag.lacks(mine)).toBe(false))
})

test('an event that names no member keeps all pages back', async () => {
  const [event] = recordHistory(1, randomUUIDv7())
  const parked = {
    source: 'order',
    attempts: 3,
    event: { ...event!, seq: 2, partition: 0, data: {} } as typeof event & object,
  }
  await park(service.database.sql, group, parked, { retryInMs: 600_000 })
  await eventually(() => expect(lag.behind()).toBe(true))
  await unpark(service.database.sql, group, parked)
  await eventually(() => expect(lag.behind()).toBe(false))
})
