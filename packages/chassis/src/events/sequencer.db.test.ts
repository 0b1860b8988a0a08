import { afterEach, expect, test } from 'vitest'
import { openDatabase } from '../database.ts'
import { migrate } from '../migrate.ts'
import { eventKit } from '../testing/event-kit.ts'
import { eventually } from '../testing/eventually.ts'
import { startPostgres } from '../testing/postgres-server.ts'
import { silentLog as log } from '../testing/silent-log.ts'
import { uuidv7 } from '../uuidv7.ts'
import { createWatchdog } from './leadership.ts'
import { publish } from './publish.ts'
import { startSequencer } from './sequencer.ts'
import { subscribe } from './subscribe.ts'
import { startProcess, type TestProcess } from './torture/start-process.ts'

const kit = eventKit()
let child: TestProcess | undefined

afterEach(() => child?.kill())

const numbers = async () => (await kit.logged()).map(({ seq }) => seq)

/** A sequencer in a process of its own that leads. */
async function startLeader(): Promise<TestProcess> {
  await kit.stopSequencing()
  child = startProcess('sequencer', { url: kit.order.url, schema: 'order' })
  await kit.publish('before', 1)
  await eventually(async () => expect(await numbers()).toEqual([1]))
  return child
}

test('a sequencer whose connection was cut comes back', async () => {
  await kit.publish('before', 1)
  await eventually(async () => expect(await numbers()).toEqual([1]))
  await kit.cut('order sequencer')
  await kit.publish('after', 1)
  await eventually(async () => expect(await numbers()).toEqual([1, 2]))
})

test('a killed sequencer is followed by another one', async () => {
  const leader = await startLeader()
  kit.startSequencing()
  await leader.kill()
  await kit.publish('after', 1)
  await eventually(async () => expect(await numbers()).toEqual([1, 2]))
})

test('a sequencer that hangs is ended by the one that watches it', async () => {
  const leader = await startLeader()
  kit.startSequencing()
  leader.signal('SIGSTOP')
  await kit.publish('after', 1)
  await eventually(async () => expect(await numbers()).toEqual([1, 2]), { withinMs: 20_000 })
})

test('a sequencer is told when a process without the lead has published', async () => {
  await startLeader()
  kit.startSequencing()
  for (const version of [2, 3, 4]) await kit.publish('before', version)
  await eventually(async () => expect(await numbers()).toEqual([1, 2, 3, 4]))
})

test('the watchdog bites when one row stays the oldest, not when rows move', () => {
  const isHung = createWatchdog(1_000)
  expect(isHung(7, 0)).toBe(false)
  expect(isHung(7, 1_000)).toBe(false)
  expect(isHung(7, 1_001)).toBe(true)
  expect(isHung(8, 1_002)).toBe(false)
  expect(isHung(null, 5_000)).toBe(false)
  expect(isHung(8, 5_001)).toBe(false)
})

test('the log and its readers outlive a restart of the database', async () => {
  const server = await startPostgres()
  const role = { role: 'nowait_order', password: 'secret' }
  await migrate({ ownerUrl: server.url, schema: 'order', ...role, directories: [] })
  const url = server.url.replace('postgres:postgres', 'nowait_order:secret')
  const database = openDatabase({ url, name: 'restarted' })
  const sequencer = startSequencer({ url, schema: 'order', log })
  // A handler may be called twice for what was running; its effects are another matter.
  const got = new Set<number>()
  const handlers = { 'order.preparing': ({ version }: { version: number }) => void got.add(version) }
  const subscription = subscribe({ database, group: 'restarted', sources: ['order'], handlers, log })
  const send = (version: number) => {
    const data = { memberId: uuidv7(), number: '1' }
    return database.transaction((tx) =>
      publish(tx, { type: 'order.preparing', aggregate: 'one', version, data }),
    )
  }
  try {
    await send(1)
    await eventually(() => got.has(1))
    await server.restart()
    await eventually(() => send(2).then(() => true))
    await eventually(() => got.has(2))
    expect([...got]).toEqual([1, 2])
  } finally {
    await subscription.stop()
    await sequencer.stop()
    await database.close()
    await server.stop()
  }
})
