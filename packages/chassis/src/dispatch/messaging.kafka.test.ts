import { Admin, ListOffsetTimestamps } from '@platformatic/kafka'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { CrashPoint } from '../crash-point.ts'
import { openDatabase } from '../database.ts'
import { partitionOf } from '../events/partition-of.ts'
import { brokerList } from '../kafka/topics.ts'
import { eventually } from '../testing/eventually.ts'
import { freePort } from '../testing/free-port.ts'
import type { Mode } from './integration.ts'
import { modeTable, possibleModes } from './mode-table.ts'
import { setMode } from './modes.ts'
import { startCaller } from './testing/start-caller.ts'
import { type DispatchKit, openDispatchKit } from './testing/dispatch-kit.ts'

const brokers = process.env.KAFKA_BROKERS ?? ''
const patient = { withinMs: 30_000 }
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1)
let kit: DispatchKit

beforeAll(async () => {
  if (!brokers) throw new Error('KAFKA_BROKERS is not set: run npm run test:kafka')
  kit = await openDispatchKit({ brokers })
})
afterAll(() => kit.close())
beforeEach(() => kit.clear())

const answered = () => kit.outside.answered.map(({ what }) => what)

test.each<[Mode, CrashPoint]>([
  ['messaging', 'after-acknowledge'],
  ['messaging', 'before-receive'],
  ['messaging', 'after-receive'],
  ['database-messaging', 'relay-read'],
  ['database-messaging', 'after-produce'],
  ['database-messaging', 'after-mark'],
  ['database-messaging', 'before-receive'],
  ['database-messaging', 'after-receive'],
  ['database-messaging', 'after-claim'],
])('%s: a kill at %s loses nothing and does nothing twice', async (mode, killAt) => {
  const caller = startCaller({ ...kit.process(), mode, killAt })
  await caller.ended
  kit.run('inline')
  await eventually(() => expect(kit.outside.calls).toHaveLength(1), patient)
  await eventually(async () => expect(await kit.noted()).toEqual(['fact', 'ok killed']))
  // What was handed over again makes no second job.
  const [{ rows }] = await kit.owner<[{ rows: string }]>`
    select (select count(*) from job) + (select count(*) from job_done) + (select count(*) from dispatch_outbox) as rows`
  expect(rows).toBe('1')
})

test('what was accepted earlier is carried out whatever the mode is now', async () => {
  const away = kit.run('database-messaging', {}, { brokers: `127.0.0.1:${await freePort()}` })
  await kit.commit(away, 'earlier')
  await kit.stopAll()
  const dispatch = kit.run('thread')
  await kit.commit(dispatch, 'later')
  await eventually(() => expect(answered().toSorted()).toEqual(['earlier', 'later']), patient)
})

test('while an operator goes through all modes everything is carried out once', async () => {
  const dispatch = kit.run('database')
  const modes = possibleModes({ broker: true, mayBeLost: true })
  expect(modes).toEqual(Object.keys(modeTable))
  for (const mode of modes) {
    const by = { integration: 'outside', actor: 'operator', mode }
    await eventually(async () => (await setMode(kit.database.sql, by)) === 'CHOSEN')
    for (const n of upTo(3)) await kit.commit(dispatch, `${mode} chosen ${n}`)
    await eventually(() => expect(dispatch.counts().outside).toMatchObject({ mode }))
    for (const n of upTo(3)) await kit.commit(dispatch, `${mode} in force ${n}`)
  }
  const all = modes.flatMap((mode) =>
    upTo(3).flatMap((n) => [`${mode} chosen ${n}`, `${mode} in force ${n}`]),
  )
  await eventually(() => expect(answered().toSorted()).toEqual(all.toSorted()), patient)
})

test.each<Mode>(['messaging', 'database-messaging'])(
  'under %s several processes that lose their connections lose and reorder nothing',
  async (mode) => {
    const names = ['one', 'two', 'three']
    const databases = names.map((name) => openDatabase({ url: kit.url, name }))
    const processes = databases.map((database) => kit.run(mode, {}, { database }))
    const keys = upTo(5).map((n) => `key ${n}`)
    for (const n of upTo(8)) {
      await Promise.all(
        keys.map((key, at) =>
          // Of one key by one process: under `messaging` nothing else orders what different processes hand over.
          kit.commit(processes[at % processes.length]!, `${key}: ${n}`, { options: { key } }),
        ),
      )
      await kit.owner`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name = ${`${names[n % names.length]} standing`}`
    }
    await eventually(() => expect(new Set(answered()).size).toBe(40), patient)
    for (const key of keys)
      expect(answered().filter((what) => what.startsWith(`${key}:`))).toEqual(
        upTo(8).map((n) => `${key}: ${n}`),
      )
    await kit.stopAll()
    await Promise.all(databases.map((database) => database.close()))
  },
)

test('what can be handed over within the grace is not lost', async () => {
  const dispatch = kit.run('messaging', {}, { graceMs: 60_000 })
  for (const n of upTo(3)) await kit.commit(dispatch, `${n}`)
  await kit.stopAll()
  expect(dispatch.counts().outside).toMatchObject({ accepted: 3, lost: 0, pending: 0 })
  kit.run('inline')
  await eventually(() => expect(answered().toSorted()).toEqual(['1', '2', '3']), patient)
})

/** Five works of one key and their process is gone. */
async function carryOutFive(): Promise<void> {
  const dispatch = kit.run('messaging')
  for (const n of upTo(5)) await kit.commit(dispatch, `old ${n}`, { options: { key: 'k' } })
  await eventually(() => expect(answered()).toHaveLength(5), patient)
  await kit.stopAll()
}

/** What has been carried out once another one is. */
async function carryOutNew(): Promise<string[]> {
  await kit.commit(kit.run('messaging'), 'new', { options: { key: 'k' } })
  await eventually(() => expect(answered()).toContain('new'), patient)
  return answered()
}

async function withAdmin(run: (admin: Admin, topic: string) => Promise<unknown>): Promise<void> {
  const admin = new Admin({ clientId: 'test', bootstrapBrokers: brokerList(brokers) })
  await run(admin, `${kit.process().topicPrefix}.dispatch.order.outside`)
  await admin.close()
}

test('a topic that was made anew is read from its beginning', async () => {
  await carryOutFive()
  await withAdmin((admin, topic) => admin.deleteTopics({ topics: [topic] }))
  expect(await carryOutNew()).toHaveLength(6)
})

test('what has become jobs is removed from the topic, and a database that is behind goes on after it', async () => {
  await carryOutFive()
  const later = kit.run('messaging')
  await withAdmin((admin, topic) =>
    eventually(async () => {
      const partition = partitionOf('k')
      const [found] = await admin.listOffsets({
        topics: [
          {
            name: topic,
            partitions: [{ partitionIndex: partition, timestamp: ListOffsetTimestamps.EARLIEST }],
          },
        ],
      })
      expect(found!.partitions[0]).toMatchObject({ offset: 5n })
    }, patient),
  )
  expect(later.counts().outside).toMatchObject({ done: 0 })
  await kit.stopAll()
  await kit.owner`update dispatch_offset set position = 0`
  expect(await carryOutNew()).toHaveLength(6)
})
