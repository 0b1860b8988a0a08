import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { eventually } from '../testing/eventually.ts'
import { freePort } from '../testing/free-port.ts'
import type { Mode } from './integration.ts'
import { operatorState } from './operator-state.ts'
import { startCaller } from './testing/start-caller.ts'
import { type DispatchKit, openDispatchKit } from './testing/dispatch-kit.ts'

let kit: DispatchKit

/** For a process to start on a busy machine. */
const patient = { withinMs: 30_000 }

beforeAll(async () => {
  // Nobody listens there: a broker that is away.
  kit = await openDispatchKit({ brokers: `127.0.0.1:${await freePort()}` })
  await kit.owner.unsafe(`
    create table checked (what text);
    grant insert on checked to nowait_test_order;
    create function hang() returns trigger language plpgsql as $$ begin perform pg_sleep(60); return null; end $$;
    create constraint trigger late after insert on checked deferrable initially deferred
      for each row execute function hang()`)
})
afterAll(() => kit.close())
beforeEach(() => kit.clear())

test.each<Mode>(['messaging', 'database-messaging'])(
  'no caller of %s waits for a broker that is away',
  async (mode) => {
    const dispatch = kit.run(mode)
    for (const what of ['1', '2', '3']) expect(await kit.commit(dispatch, what)).toBe('ACCEPTED')
    await eventually(async () => {
      const { integrations } = await operatorState(kit.database.sql)
      expect(integrations).toMatchObject([{ mode, counts: { accepted: 3, pending: 3, lost: 0, done: 0 } }])
    })
    expect(kit.outside.calls).toEqual([])
  },
)

test('what only memory knows when the process stops is lost, and the operator sees how much', async () => {
  const dispatch = kit.run('messaging')
  for (const what of ['1', '2', '3']) await kit.commit(dispatch, what)
  await kit.stopAll()
  const { processes } = await operatorState(kit.database.sql)
  expect(processes).toMatchObject([
    { state: 'stopped', integrations: { outside: { accepted: 3, lost: 3, pending: 0, inMemory: 0 } } },
  ])
})

test('what only memory knows when the process is killed is lost, and the operator sees how much', async () => {
  const caller = startCaller({ ...kit.process(), mode: 'messaging' })
  await eventually(caller.committed, patient)
  await eventually(async () => (await kit.inMemory('pending')) === 1)
  await caller.kill()
  await eventually(async () => expect(await kit.inMemory('lost', 1)).toBe(1))
})

test('whoever comes when memory is full is told, and it is counted', async () => {
  const dispatch = kit.run('messaging', {}, { limits: { messages: 2 } })
  const all = await Promise.all(
    ['1', '2', '3'].map((what) => dispatch.prepare('outside', { url: kit.outside.url, what })),
  )
  const answers = await kit.database.transaction((tx) => Promise.all(all.map((deferred) => deferred(tx))))
  expect(answers).toEqual(['ACCEPTED', 'ACCEPTED', 'REFUSED'])
  expect(await kit.commit(dispatch, '4')).toBe('REFUSED')
  expect(dispatch.counts().outside).toMatchObject({ accepted: 2, refused: 2, inMemory: 2 })
})

test.each<Mode>(['thread', 'messaging'])(
  'a COMMIT that nobody answered is counted under %s, and nothing is dispatched',
  async (mode) => {
    const dispatch = kit.run(mode)
    const deferred = await dispatch.prepare('outside', { url: kit.outside.url, what: 'a' })
    const committed = kit.database.transaction(async (tx) => {
      await tx`set local statement_timeout = 0`
      await tx`insert into checked values ('a')`
      return deferred(tx)
    })
    const cut = eventually(async () => {
      const hanging = await kit.owner`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and wait_event = 'PgSleep'`
      expect(hanging).toHaveLength(1)
    })
    expect(await committed.catch(() => 'rejected')).toBe('rejected')
    await cut
    expect(dispatch.counts().outside).toMatchObject({ unknown: 1, accepted: 0, pending: 0, lost: 0 })
  },
)

test('what a broker could not carry is refused before the transaction', async () => {
  const dispatch = kit.run('database-messaging')
  await expect(dispatch.prepare('outside', { what: 'a\0b' })).rejects.toThrow('characters')
})
