import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { eventually } from '../testing/eventually.ts'
import { operatorState } from './operator-state.ts'
import { type DispatchKit, openDispatchKit } from './testing/dispatch-kit.ts'

let kit: DispatchKit

beforeAll(async () => {
  kit = await openDispatchKit()
})
afterAll(() => kit.close())
beforeEach(() => kit.clear())

test('whoever comes when memory is full is told, and it is counted', async () => {
  kit.outside.behaviour.hangs = true
  const dispatch = kit.run('thread', {}, { limits: { threads: 1, places: 2 } })
  const answers = [
    await kit.commit(dispatch, '1'),
    await kit.commit(dispatch, '2'),
    await kit.commit(dispatch, '3'),
  ]
  expect(answers).toEqual(['ACCEPTED', 'ACCEPTED', 'REFUSED'])
  expect(dispatch.counts().outside).toMatchObject({ accepted: 2, refused: 1, pending: 2 })
})

test('one transaction cannot ask for more than there is room for', async () => {
  const dispatch = kit.run('thread', {}, { limits: { threads: 1, places: 2 } })
  const all = await Promise.all(
    ['1', '2', '3'].map((what) => dispatch.prepare('outside', { url: kit.outside.url, what })),
  )
  const answers = await kit.database.transaction((tx) => Promise.all(all.map((deferred) => deferred(tx))))
  expect(answers).toEqual(['ACCEPTED', 'ACCEPTED', 'REFUSED'])
  await eventually(() => expect(dispatch.counts().outside).toMatchObject({ done: 2, refused: 1 }))
})

test('what is unfinished when the process stops is lost, and the operator sees how much', async () => {
  kit.outside.behaviour.hangs = true
  const dispatch = kit.run('thread', {}, { limits: { threads: 1, places: 10 } })
  for (const what of ['1', '2', '3']) await kit.commit(dispatch, what)
  await eventually(() => kit.outside.calls.length === 1)
  await kit.stopAll()
  const { processes } = await operatorState(kit.database.sql)
  expect(processes).toMatchObject([
    { state: 'stopped', integrations: { outside: { accepted: 3, lost: 3, done: 0, pending: 0 } } },
  ])
})

test('what can be finished within the grace is finished', async () => {
  const dispatch = kit.run('thread', {}, { graceMs: 60_000 })
  for (const what of ['1', '2', '3']) await kit.commit(dispatch, what)
  await kit.stopAll()
  expect(dispatch.counts().outside).toMatchObject({ done: 3, lost: 0, pending: 0 })
})

test('a target that never lets go of its thread is ended, and the next one has a thread', async () => {
  const target = { module: new URL('./testing/targets.ts', import.meta.url).href, export: 'spin' }
  const retry = { attempts: 1, baseMs: 1, capMs: 1 }
  const changes = { target, retry, deadlineMs: 3_000 }
  const dispatch = kit.run('thread', changes, { limits: { threads: 1, deafMs: 0 } })
  await kit.commit(dispatch, 'spin')
  await eventually(() => expect(dispatch.counts().outside).toMatchObject({ failed: 1, pending: 0 }))
  await eventually(async () => {
    await kit.commit(dispatch, 'next')
    expect(kit.outside.answered).not.toEqual([])
  })
})
