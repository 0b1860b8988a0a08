import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { createClient } from '@nowait/contract/client'
import { actorHeader } from '@nowait/contract/headers'
import type { operateApi } from '@nowait/contract/operate'
import { operateRoutes } from '@nowait/contract/operate.routes'
import { operateApp } from '../operate/operate-app.ts'
import { eventually } from '../testing/eventually.ts'
import { silentLog as log } from '../testing/silent-log.ts'
import { type TestDatabase, testDatabase } from '../testing/test-database.ts'
import { createGuard } from './guard.ts'
import { createGuardRegistry } from './registry.ts'
import { reportGuards } from './report-guards.ts'

const token = 'credential of the tests'
const actor = randomUUID()
const headers = { [actorHeader]: actor }
const params = { guard: 'order→product' }
const hour = 3600_000

let db: TestDatabase
let operator: ReturnType<typeof connect>
let started: { stop(): Promise<void> }[]

beforeAll(async () => {
  db = await testDatabase({ schema: 'order', directories: [] })
  operator = connect()
})
afterAll(() => db.drop())
beforeEach(() => {
  started = []
})
afterEach(async () => {
  await Promise.all(started.map((process) => process.stop()))
  await db.database.sql`delete from guard_state`
  await db.database.sql`delete from guard_force`
})

function connect() {
  const app = operateApp({ database: db.database, token, log, check: true })
  return createClient<typeof operateApi>(operateRoutes, (url, init) => {
    const all = new Headers(init.headers)
    all.set('authorization', `Bearer ${token}`)
    return app.request(url, { ...init, headers: all })
  })
}

/** What a process of the order service does at its start. */
function start() {
  const registry = createGuardRegistry()
  const guard = createGuard({ name: 'product', plan: { deadlineMs: 300, breaker: {} } })
  registry.registerGuard('order→product', guard)
  const reporting = reportGuards({ database: db.database, log, registry })
  started.push(reporting)
  return { guard, phase: () => guard.state().breaker?.phase, stop: () => reporting.stop() }
}

const seen = async () => (await operator.readGuards()).processes
const isSeen = (count: number) => eventually(async () => (await seen()).length === count)

test('operators see the guards of every process of a service, each by itself', async () => {
  const [one] = [start(), start()]
  await one.guard.run(async () => undefined)
  await isSeen(2)
  await eventually(async () => {
    const calls = (await seen()).map(({ guards }) => guards[0]?.calls)
    expect(calls.toSorted()).toEqual([0, 1])
  })
})

test('a process that has stopped is shown as it last was', async () => {
  const process = start()
  await isSeen(1)
  await process.stop()
  expect(await seen()).toMatchObject([{ state: 'stopped', guards: [{ name: 'order→product' }] }])
})

test('a circuit is forced open in all processes, also in one that starts later, and the audit names who did it', async () => {
  const [one, two] = [start(), start()]
  await isSeen(2)
  await operator.forceGuard({ params, body: { phase: 'forced-open', forMs: hour }, headers })
  const late = start()
  for (const { phase } of [one, two, late]) await eventually(() => phase() === 'forced-open')
  expect(await operator.readGuards()).toMatchObject({
    forces: [{ guard: 'order→product', phase: 'forced-open', actor }],
  })
  const [entry] = (await operator.listAudit({ query: { size: 1 } })).items
  expect(entry).toMatchObject({ actor, action: 'force-open', target: 'order→product' })
})

test('a reset reaches all processes, whatever each of them had found', async () => {
  const [one, two] = [start(), start()]
  await isSeen(2)
  await operator.forceGuard({ params, body: { phase: 'forced-closed', forMs: hour }, headers })
  for (const { phase } of [one, two]) await eventually(() => phase() === 'forced-closed')
  await operator.forceGuard({ params, body: { phase: null }, headers })
  for (const { phase } of [one, two]) await eventually(() => phase() === 'closed')
  one.guard.forceOpen()
  await operator.forceGuard({ params, body: { phase: null }, headers })
  await eventually(() => expect([one.phase(), two.phase()]).toEqual(['closed', 'closed']))
})

test('what is forced is over by itself, and nothing to a process that starts after that', async () => {
  const process = start()
  await isSeen(1)
  await operator.forceGuard({ params, body: { phase: 'forced-open', forMs: hour }, headers })
  await eventually(() => process.phase() === 'forced-open')
  // The hour is over.
  await db.database.sql`update guard_force set until = now()`
  await eventually(() => process.phase() === 'closed')
  const late = start()
  await isSeen(2)
  expect(late.guard.state().breaker?.history).toEqual([])
  expect(process.guard.state().breaker?.history.map(({ cause }) => cause)).toEqual(['operator', 'force-over'])
  expect((await operator.readGuards()).forces).toEqual([])
})

test('what is no circuit breaker of this service cannot be forced, and no force lasts for ever', async () => {
  start()
  await isSeen(1)
  const unknown = { params: { guard: 'order→nothing' }, body: { phase: null }, headers }
  await expect(operator.forceGuard(unknown)).rejects.toMatchObject({ code: 'GUARD_NOT_FOUND', status: 404 })
  const forEver = { params, body: { phase: 'forced-open' as const, forMs: 25 * hour }, headers }
  await expect(operator.forceGuard(forEver)).rejects.toMatchObject({ code: 'INVALID_REQUEST' })
  expect(
    (await operator.listAudit({ query: {} })).items.filter(({ target }) => /nothing/.test(target)),
  ).toEqual([])
})
