import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createClient } from '@nowait/contract/client'
import { actorHeader } from '@nowait/contract/headers'
import type { operateApi } from '@nowait/contract/operate'
import type { JobState } from '@nowait/contract/operations'
import { operateRoutes } from '@nowait/contract/operate.routes'
import { type DispatchKit, openDispatchKit } from '../dispatch/testing/dispatch-kit.ts'
import { registerGroup } from '../events/groups.ts'
import { ensureOffsets } from '../events/offsets.ts'
import { enqueue, type NewJob } from '../jobs/enqueue.ts'
import { eventually } from '../testing/eventually.ts'
import { silentLog as log } from '../testing/silent-log.ts'
import { hidden } from './hidden.ts'
import { operateApp } from './operate-app.ts'

const token = 'credential of the tests'
const actor = randomUUID()
const headers = { [actorHeader]: actor }

let kit: DispatchKit
let app: ReturnType<typeof operateApp>
beforeAll(async () => {
  kit = await openDispatchKit()
  app = operateApp({ database: kit.database, token, log, check: true })
})
afterAll(() => kit.close())
beforeEach(async () => {
  await kit.clear()
  await kit.owner`truncate job_audit, operation_audit, dispatch_mode`
})

const operator = createClient<typeof operateApi>(operateRoutes, (url, init) => {
  const all = new Headers(init.headers)
  all.set('authorization', `Bearer ${token}`)
  return app.request(url, { ...init, headers: all })
})

async function add(job: NewJob): Promise<number> {
  await kit.database.transaction((tx) => enqueue(tx, job))
  const [row] = await kit.owner<[{ id: number }]>`select max(id)::int as id from job`
  return row.id
}

async function addDead(lastError: string, queue = 'notes'): Promise<number> {
  const id = await add({ queue, payload: {} })
  await kit.owner`update job set dead_at = now(), attempt = 9, last_error = ${lastError} where id = ${id}`
  return id
}

const idsOf = async (state: JobState) =>
  (await operator.listJobs({ query: { state } })).items.map(({ id }) => id)
const audit = async () => (await operator.listAudit({ query: {} })).items

test('nobody operates a service without its credential, and no command is taken without an actor', async () => {
  const id = await addDead('broken')
  const bearer = { authorization: `Bearer ${token}` }
  expect((await app.request('/operations')).status).toBe(401)
  const path = `/operations/jobs/${id}/discard`
  expect((await app.request(path, { method: 'POST', headers })).status).toBe(401)
  const named = { ...bearer, [actorHeader]: 'somebody' }
  expect((await app.request(path, { method: 'POST', headers: bearer })).status).toBe(400)
  expect((await app.request(path, { method: 'POST', headers: named })).status).toBe(400)
  expect(await idsOf('dead')).toEqual([id])
})

test('jobs come page by page, without payloads', async () => {
  const ids = []
  for (let n = 0; n < 5; n++) ids.push(await add({ queue: 'notes', payload: { n } }))
  const newest = ids.toReversed()
  const first = await operator.listJobs({ query: { state: 'waiting', size: 3 } })
  expect(first.items.map(({ id }) => id)).toEqual(newest.slice(0, 3))
  const second = await operator.listJobs({ query: { state: 'waiting', size: 3, before: first.next! } })
  expect(second).toMatchObject({ items: newest.slice(3).map((id) => ({ id })), next: null })
  expect(first.items[0]).not.toHaveProperty('payload')
  expect((await operator.listJobs({ query: { state: 'waiting', queue: 'others' } })).items).toEqual([])
})

test('the payload of one job is shown without what is secret or about a person', async () => {
  const payload = {
    orderId: '0197a1b2',
    endpoint: 'https://push.example/canary',
    shipTo: { phone: 'canary' },
  }
  const id = await add({ queue: 'notes', payload, key: 'k' })
  await kit.owner`update job set last_error = 'no answer for canary@nowait.shop' where id = ${id}`
  const job = await operator.findJob({ params: { job: id } })
  expect(job).toMatchObject({ id, queue: 'notes', key: 'k', state: 'waiting', tries: 0 })
  expect(job.payload).toEqual({ orderId: '0197a1b2', endpoint: hidden, shipTo: hidden })
  expect(JSON.stringify([job, await operator.listJobs({ query: { state: 'waiting' } })])).not.toContain(
    'canary',
  )
})

test('a dead job is retried, and the audit says who did it', async () => {
  const id = await addDead('broken')
  await operator.retryJob({ params: { job: id }, headers })
  expect(await idsOf('waiting')).toEqual([id])
  expect(await audit()).toMatchObject([{ actor, action: 'retry', target: String(id), detail: { jobs: 1 } }])
})

test('a discarded job is gone for good: it can be neither retried nor discarded again', async () => {
  const id = await addDead('broken')
  await operator.discardJob({ params: { job: id }, headers })
  expect(await operator.findJob({ params: { job: id } })).toMatchObject({ state: 'discarded', payload: {} })
  const again = { params: { job: id }, headers }
  await expect(operator.retryJob(again)).rejects.toMatchObject({ code: 'JOB_NOT_RETRYABLE', status: 409 })
  await expect(operator.discardJob(again)).rejects.toMatchObject({ code: 'JOB_FINISHED', status: 409 })
  expect(await audit()).toHaveLength(1)
})

test('dead jobs are redriven by queue and error', async () => {
  const [late] = [await addDead('no answer in time'), await addDead('refused')]
  expect(await operator.redriveJobs({ body: { queue: 'notes', error: 'in time' }, headers })).toEqual({
    redriven: 1,
  })
  expect(await idsOf('waiting')).toEqual([late])
  expect(await audit()).toMatchObject([{ action: 'redrive', detail: { queue: 'notes', error: 'in time' } }])
})

test('what is not there is told apart from what worked', async () => {
  const missing = { params: { job: 404_404 }, headers }
  await expect(operator.findJob(missing)).rejects.toMatchObject({ code: 'JOB_NOT_FOUND', status: 404 })
  await expect(operator.retryJob(missing)).rejects.toMatchObject({ code: 'JOB_NOT_FOUND' })
  await expect(operator.discardJob(missing)).rejects.toMatchObject({ code: 'JOB_NOT_FOUND' })
  await expect(operator.redriveJobs({ body: { queue: 'nots' }, headers })).rejects.toMatchObject({
    code: 'QUEUE_NOT_FOUND',
  })
  await expect(
    operator.setMode({ params: { integration: 'nothing' }, body: { mode: 'thread' }, headers }),
  ).rejects.toMatchObject({ code: 'INTEGRATION_NOT_FOUND' })
  await expect(
    operator.setMode({ params: { integration: 'nothing' }, body: { mode: null }, headers }),
  ).rejects.toMatchObject({ code: 'INTEGRATION_NOT_FOUND' })
  await expect(
    operator.setPaused({ params: { group: 'nothing' }, body: { paused: true }, headers }),
  ).rejects.toMatchObject({ code: 'GROUP_NOT_FOUND' })
  expect(await audit()).toEqual([])
})

test('the mode of an integration is chosen and given back, where it is allowed', async () => {
  kit.run('database', { mayBeLost: false })
  const params = { integration: 'outside' }
  const seen = async () =>
    (await operator.readOperations()).integrations.find(({ name }) => name === 'outside')
  await eventually(async () => expect(await seen()).toMatchObject({ mode: 'database' }))
  expect((await seen())!.choices).toContainEqual({ mode: 'thread', refusal: 'MODE_MAY_LOSE' })
  expect((await seen())!.choices).toContainEqual({
    mode: 'database-messaging',
    refusal: 'BROKER_NOT_CONFIGURED',
  })
  await expect(operator.setMode({ params, body: { mode: 'thread' }, headers })).rejects.toMatchObject({
    code: 'MODE_MAY_LOSE',
    status: 409,
  })
  await operator.setMode({ params, body: { mode: 'inline' }, headers })
  expect(await seen()).toMatchObject({ mode: 'inline', defaultMode: 'database' })
  await operator.setMode({ params, body: { mode: null }, headers })
  expect(await seen()).toMatchObject({ mode: 'database' })
  expect(await audit()).toMatchObject([
    { actor, action: 'clear-mode', target: 'outside' },
    { actor, action: 'set-mode', target: 'outside', detail: { mode: 'inline' } },
  ])
})

test('the overview counts what waits, and names the keys that stand still', async () => {
  const dead = await add({ queue: 'notes', payload: {}, key: 'k' })
  await add({ queue: 'notes', payload: {}, key: 'k' })
  await kit.owner`update job set dead_at = now(), last_error = 'for canary@nowait.shop' where id = ${dead}`
  const { queues, blocked } = await operator.readOperations()
  expect(queues).toMatchObject([{ queue: 'notes', counts: { dead: 1, waiting: 1 } }])
  expect(blocked).toEqual([{ queue: 'notes', key: 'k', job: dead, lastError: `for ${hidden}`, waiting: 1 }])
})

test('a consumer group is seen with its place, held back and let go on', async () => {
  const group = 'order-news'
  await ensureOffsets(kit.database.sql, group, ['order'])
  await registerGroup(kit.database.sql, group, 'postgres')
  const seen = async () => (await operator.readOperations()).groups
  const state = { group, source: 'order', transport: 'postgres', lag: 0, lagSeconds: 0, parked: 0 }
  expect(await seen()).toMatchObject([{ ...state, paused: false }])
  await operator.setPaused({ params: { group }, body: { paused: true }, headers })
  expect(await seen()).toMatchObject([{ ...state, paused: true }])
  await operator.setPaused({ params: { group }, body: { paused: false }, headers })
  expect(await seen()).toMatchObject([{ ...state, paused: false }])
  expect(await audit()).toMatchObject([
    { actor, action: 'resume', target: group },
    { actor, action: 'pause', target: group },
  ])
})
