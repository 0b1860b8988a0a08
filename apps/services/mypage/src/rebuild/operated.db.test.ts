import { randomUUIDv7 } from 'node:crypto'
import { listAudit } from '@nowait/chassis/operate/audit'
import { eventually } from '@nowait/chassis/testing/eventually'
import { testEvents } from '@nowait/chassis/testing/test-events'
import { createClient } from '@nowait/contract/client'
import { actorHeader } from '@nowait/contract/headers'
import type { rebuildApi } from '@nowait/contract/rebuild'
import { rebuildRoutes } from '@nowait/contract/rebuild.routes'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { followAll } from '../subscriptions.ts'
import { recordHistory } from '../testing/history.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'
import { rebuildApp } from './app.ts'
import { runRebuild } from './run.ts'
import { startRebuilding } from './start-rebuilding.ts'

const actor = randomUUIDv7()
const headers = { [actorHeader]: actor }
const token = 'credential of operators'
const never = new AbortController().signal
/** Rests so long between two steps that it is still under way when somebody does something about it. */
const slowly = 1e-6

let service: TestApp
let operator: ReturnType<typeof open>
const open = () => {
  const app = rebuildApp({ database: service.database, token, log: service.log, check: true })
  return createClient<typeof rebuildApi>(rebuildRoutes, (url, init) => {
    const asked = new Headers(init.headers)
    asked.set('authorization', `Bearer ${token}`)
    return app.request(url, { ...init, headers: asked })
  })
}
beforeAll(async () => {
  service = await startTestApp()
  operator = open()
  const events = testEvents({ database: service.database, url: service.url, log: service.log })
  const subscription = followAll(events)
  await service.record(recordHistory(2, randomUUIDv7()))
  await subscription.caughtUp()
  await events.stop()
})
afterAll(() => service.drop())

const run = async () => (await operator.readRebuild()).run
const ask = (kind: 'rebuild' | 'compare') => operator.startRebuild({ headers, body: { kind } })
const audit = async () =>
  (await listAudit(service.database.sql, { size: 10 })).map(({ action, ...by }) => [action, by.actor])

const begin = (signal = never) => runRebuild({ url: service.url, share: slowly, signal })

test('what an operator asks for is run beside the pages, and told with its result', async () => {
  const before = await operator.readRebuild()
  expect(before).toMatchObject({ run: null, unfinished: null })
  await ask('rebuild')
  await expect(ask('compare')).rejects.toMatchObject({ code: 'REBUILD_RUNNING', status: 409 })
  const rebuilding = startRebuilding({ database: service.database, url: service.url, log: service.log })
  try {
    await eventually(async () => expect(await run()).toMatchObject({ state: 'done' }), { withinMs: 45_000 })
  } finally {
    await rebuilding.stop()
  }
  const after = await operator.readRebuild()
  expect(after.run).toMatchObject({
    kind: 'rebuild',
    actor,
    error: null,
    result: { resumed: false, members: 1, differences: 0, different: [], holes: 0 },
  })
  expect(Date.parse(after.live.since)).toBeGreaterThan(Date.parse(before.live.since))
  expect(await audit()).toEqual([['rebuild', actor]])
})

test('one at a time; cancelled it ends between two steps, and the next goes on there', async () => {
  await ask('rebuild')
  const ran = begin()
  await eventually(async () =>
    expect(await run()).toMatchObject({ state: 'running', progress: { phase: 'reading' } }),
  )
  expect(await runRebuild({ url: service.url, kind: 'compare', signal: never })).toEqual({ outcome: 'busy' })
  await operator.cancelRebuild({ headers })
  expect(await ran).toEqual({ outcome: 'ended' })
  const cancelled = await operator.readRebuild()
  expect(cancelled).toMatchObject({ run: { state: 'cancelled' }, unfinished: { events: expect.any(Number) } })
  await expect(operator.cancelRebuild({ headers })).rejects.toMatchObject({ code: 'REBUILD_NOT_RUNNING' })

  await ask('rebuild')
  expect(await runRebuild({ url: service.url, signal: never })).toMatchObject({ outcome: 'done' })
  expect(await operator.readRebuild()).toMatchObject({
    run: { state: 'done', result: { resumed: true, differences: 0 } },
    unfinished: null,
  })
})

test('a process that ends, or dies, leaves it to the next one', async () => {
  await ask('rebuild')
  const ending = new AbortController()
  const ran = begin(ending.signal)
  await eventually(async () => expect(await run()).toMatchObject({ state: 'running' }))
  ending.abort()
  expect(await ran).toEqual({ outcome: 'ended' })
  expect(await run()).toMatchObject({ state: 'wanted' })

  await service.database.sql`
    update rebuild_run set state = 'running', seen_at = now() - interval '1 minute'`
  expect(await run()).toMatchObject({ state: 'silent' })
  expect(await runRebuild({ url: service.url, signal: never })).toMatchObject({ outcome: 'done' })
  expect(await run()).toMatchObject({ state: 'done', result: { resumed: true } })
  expect(await runRebuild({ url: service.url, signal: never })).toEqual({ outcome: 'nothing' })
})

test('one of a command line is seen too, and ended by an operator', async () => {
  const ran = runRebuild({ url: service.url, kind: 'compare', share: slowly, signal: never })
  await eventually(async () =>
    expect(await run()).toMatchObject({ kind: 'compare', actor: null, state: 'running' }),
  )
  await operator.cancelRebuild({ headers })
  expect(await ran).toEqual({ outcome: 'ended' })
})
