import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { eventually } from '../testing/eventually.ts'
import type { Dispatch } from './create-dispatch.ts'
import type { Mode } from './integration.ts'
import { clearMode, setMode } from './modes.ts'
import { operatorState } from './operator-state.ts'
import { type DispatchKit, openDispatchKit } from './testing/dispatch-kit.ts'

let kit: DispatchKit

beforeAll(async () => {
  kit = await openDispatchKit()
})
afterAll(() => kit.close())
beforeEach(() => kit.clear())

const by = { integration: 'outside', actor: 'operator' }
const choose = (mode: string) =>
  eventually(async () => {
    const answer = await setMode(kit.database.sql, { ...by, mode })
    // The process has not said yet what it has.
    return answer === 'INTEGRATION_UNKNOWN' ? false : answer
  })
const inForce = (dispatch: Dispatch<'outside'>, mode: Mode) =>
  eventually(() => expect(dispatch.counts().outside).toMatchObject({ mode }))
const jobs = async () => (await kit.owner`select from job union all select from job_done`).length

test('what an operator chooses is in force in every process, also in one that starts later', async () => {
  const [one, other] = [kit.run('thread'), kit.run('thread')]
  expect(await choose('database')).toBe('CHOSEN')
  await inForce(one, 'database')
  await inForce(other, 'database')
  await kit.commit(kit.run('thread'), 'a')
  await eventually(() => kit.outside.answered.length === 1)
  expect(await jobs()).toBe(1)
})

test('a choice that nobody was told of is found', async () => {
  const dispatch = kit.run('thread')
  await kit.owner`insert into dispatch_mode (integration, mode, actor) values ('outside', 'inline', 'someone')`
  await eventually(() => expect(dispatch.counts().outside).toMatchObject({ mode: 'inline' }))
})

test('what was accepted before is finished under the mode that took it', async () => {
  const dispatch = kit.run('thread')
  const deferred = await dispatch.prepare('outside', { url: kit.outside.url, what: 'before' })
  await choose('database')
  await inForce(dispatch, 'database')
  await kit.database.transaction(deferred)
  await eventually(() => kit.outside.answered.length === 1)
  expect(await jobs()).toBe(0)
  await kit.commit(dispatch, 'after')
  await eventually(() => kit.outside.answered.length === 2)
  expect(await jobs()).toBe(1)
})

test('a choice is taken back, and who did what is written down', async () => {
  const dispatch = kit.run('thread')
  await choose('database')
  await choose('inline')
  await inForce(dispatch, 'inline')
  expect(await clearMode(kit.database.sql, by)).toBe(true)
  expect(await clearMode(kit.database.sql, by)).toBe(false)
  await inForce(dispatch, 'thread')
  const audit = await kit.owner`select actor, action, target, detail from operation_audit order by id`
  const entry = { actor: 'operator', target: 'outside' }
  expect(audit).toEqual([
    { ...entry, action: 'set-mode', detail: { mode: 'database', before: null } },
    { ...entry, action: 'set-mode', detail: { mode: 'inline', before: 'database' } },
    { ...entry, action: 'clear-mode', detail: { before: 'inline' } },
  ])
})

test('modes that cannot be are refused, and nothing is changed', async () => {
  kit.run('database', { mayBeLost: false })
  expect(await choose('messaging')).toBe('BROKER_NOT_CONFIGURED')
  expect(await choose('database-messaging')).toBe('BROKER_NOT_CONFIGURED')
  expect(await choose('thread')).toBe('MODE_MAY_LOSE')
  expect(await choose('quickly')).toBe('MODE_UNKNOWN')
  const nobody = { integration: 'nobody', mode: 'thread', actor: 'operator' }
  expect(await setMode(kit.database.sql, nobody)).toBe('INTEGRATION_UNKNOWN')
  expect(await kit.owner`select from operation_audit`).toHaveLength(0)
})

test('a choice that a process cannot follow leaves it in its own mode', async () => {
  const dispatch = kit.run('thread')
  await kit.owner`
    insert into dispatch_mode (integration, mode, actor) values ('outside', 'messaging', 'someone')`
  await kit.commit(dispatch, 'a')
  await eventually(() => kit.outside.answered.length === 1)
  expect(dispatch.counts().outside).toMatchObject({ mode: 'thread', accepted: 1 })
})

test('an operator sees the integrations with what they may be and what they have done', async () => {
  const retry = { attempts: 2, baseMs: 1, capMs: 1 }
  const dispatch = kit.run(
    'thread',
    { mayBeLost: false, deadlineMs: 5_000, retry },
    {
      env: { MODE_OUTSIDE: 'thread' },
    },
  )
  await choose('database')
  await inForce(dispatch, 'database')
  kit.outside.behaviour.failures = 3
  await kit.commit(dispatch, 'a')
  await eventually(() => expect(dispatch.counts().outside).toMatchObject({ failed: 1 }))
  await kit.commit(dispatch, 'b')
  await eventually(async () => {
    const { integrations } = await operatorState(kit.database.sql)
    expect(integrations).toMatchObject([
      {
        integration: 'outside',
        mode: 'database',
        defaultMode: 'thread',
        chosen: { mode: 'database', actor: 'operator' },
        possibleModes: ['inline', 'database'],
        broker: false,
        mayBeLost: false,
        deadlineMs: 5_000,
        retry,
        counts: { accepted: 2, done: 1, retried: 2, failed: 1, lost: 0, pending: 0, dead: 1 },
      },
    ])
    expect(integrations[0]!.latency.p99).toEqual(expect.any(Number))
  })
})
