import { Hono } from 'hono'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Database } from '@nowait/chassis/database'
import { createGuard } from '@nowait/chassis/guard/guard'
import { createGuardRegistry } from '@nowait/chassis/guard/registry'
import { reportGuards } from '@nowait/chassis/guard/report-guards'
import { enqueue } from '@nowait/chassis/jobs/enqueue'
import { createLog } from '@nowait/chassis/log'
import { operateApp } from '@nowait/chassis/operate/operate-app'
import { serve } from '@nowait/chassis/serve'
import { serviceApp } from '@nowait/chassis/service'
import { freePort } from '@nowait/chassis/testing/free-port'
import { eventually } from '@nowait/chassis/testing/eventually'
import { type TestDatabase, testDatabase } from '@nowait/chassis/testing/test-database'
import type { ForceChoice } from '@nowait/contract/guards'
import { operatedServices } from '@nowait/contract/ops'
import { startBff, type Bff, type Browser } from '../testing/bff.ts'
import { collect } from '../testing/collect.ts'
import { everyRoute, whoMay } from '../testing/every-route.ts'
import { tokenOf } from '../testing/fake-services.ts'

const log = createLog({ name: 'product', level: 'silent' })
const forOperators = everyRoute.find(({ name }) => name === 'opsPage')!

let bff: Bff
let product: TestDatabase
let service: Awaited<ReturnType<typeof serve>>
let operator: Browser

/** The product service as far as operators see it, on a database of its own; shipping is away. */
beforeAll(async () => {
  product = await testDatabase({ schema: 'product', directories: [] })
  const operate = operateApp({ database: product.database, token: tokenOf('product'), log, check: true })
  const app = serviceApp({ api: new Hono(), operate, log, ready: async () => ({}) })
  service = await serve(app, { host: '127.0.0.1', port: 0, log })
  const away = `http://127.0.0.1:${await freePort()}`
  bff = await startBff({
    env: { PRODUCT_URL: service.url, SHIPPING_URL: away, LIMIT_WRITES_PER_MEMBER: '40/60' },
  })
})
afterAll(async () => {
  await bff.stop()
  await service.stop()
  await product.drop()
})
beforeEach(async () => {
  operator = await whoMay(bff, forOperators)
})

/** A dead job, as a handler that kept failing leaves it. */
async function addDead({ sql, transaction }: Database, payload: unknown = {}): Promise<number> {
  const queue = `queue-${crypto.randomUUID()}`
  await transaction((tx) => enqueue(tx, { queue, payload }))
  const [row] = await sql<[{ id: number }]>`
    update job set dead_at = now(), attempt = 9, last_error = 'The point service did not answer'
    where queue = ${queue} returning id::int`
  return row.id
}

const stateOf = async (service: 'bff' | 'product', job: number) =>
  (await operator.client.opsJob({ params: { service, job } })).state

test('the overview has a part for each service, and one that is away is missing alone', async () => {
  await addDead(product.database)
  const parts = await collect(await operator.client.opsPage())
  const part = (name: string) => parts.find((each) => each.part === name)
  expect(parts).toHaveLength(operatedServices.length)
  expect(part('bff')).toMatchObject({ state: 'ready' })
  expect(part('product')).toMatchObject({
    state: 'ready',
    data: { queues: expect.arrayContaining([expect.objectContaining({ counts: { dead: 1 } })]) },
  })
  expect(part('shipping')).toMatchObject({
    state: 'unavailable',
    problem: { code: 'UPSTREAM_UNREACHABLE' },
  })
})

test.for(['bff', 'product'] as const)('a job of %s is retried and discarded by name', async (of) => {
  const { database } = of === 'bff' ? bff : product
  const [one, other] = [await addDead(database), await addDead(database)]
  await operator.client.opsRetryJob({ params: { service: of, job: one } })
  await operator.client.opsDiscardJob({ params: { service: of, job: other } })
  expect(await stateOf(of, one)).toBe('waiting')
  expect(await stateOf(of, other)).toBe('discarded')
  const { items } = await operator.client.opsAudit({ params: { service: of }, query: { size: 2 } })
  const by = { actor: operator.session.member.id, actorName: operator.session.member.name }
  expect(items).toMatchObject([
    { action: 'discard', target: String(other), ...by },
    { action: 'retry', target: String(one), ...by },
  ])
})

test('dead jobs of a service are redriven by filter', async () => {
  const job = await addDead(product.database)
  const { queue } = await operator.client.opsJob({ params: { service: 'product', job } })
  const redrive = (body: object) => operator.client.opsRedrive({ params: { service: 'product' }, body })
  expect(await redrive({ queue, error: 'something else' })).toEqual({ redriven: 0 })
  expect(await redrive({ queue, error: 'did not answer' })).toEqual({ redriven: 1 })
  expect(await stateOf('product', job)).toBe('waiting')
})

test('a circuit of a service is forced open and reset, in the name of who is signed in', async () => {
  const registry = createGuardRegistry()
  const guard = createGuard({ name: 'order', plan: { deadlineMs: 300, breaker: {} } })
  registry.registerGuard('product→order (changes)', guard)
  const reporting = reportGuards({ database: product.database, log, registry })
  const force = (body: ForceChoice) =>
    operator.client.opsForceGuard({
      params: { service: 'product', guard: 'product→order (changes)' },
      body,
    })
  try {
    await eventually(() => force({ phase: 'forced-open', forMs: 60_000 }).then(() => true))
    await eventually(() => guard.state().breaker?.phase === 'forced-open')
    const shown = (await collect(await operator.client.opsGuards())).find(({ part }) => part === 'product')
    expect(shown).toMatchObject({
      state: 'ready',
      data: { processes: [{ guards: [{}] }], forces: [{ phase: 'forced-open' }] },
    })
    await force({ phase: null })
    await eventually(() => guard.state().breaker?.phase === 'closed')
  } finally {
    await reporting.stop()
  }
  const { items } = await operator.client.opsAudit({ params: { service: 'product' }, query: { size: 2 } })
  const by = { actorName: operator.session.member.name, target: 'product→order (changes)' }
  expect(items).toMatchObject([
    { action: 'reset', ...by },
    { action: 'force-open', ...by },
  ])
})

test('secrets and personal data of a payload do not reach the browser', async () => {
  const payload = { endpoint: 'https://push.example/canary', email: 'canary@nowait.shop', orderId: 'o-1' }
  for (const service of ['bff', 'product'] as const) {
    const job = await addDead(service === 'bff' ? bff.database : product.database, payload)
    const { text } = await operator.ask('GET', `/api/ops/${service}/jobs/${job}`)
    expect(text).toContain('o-1')
    expect(text).not.toContain('canary')
  }
})

test('what is not there, not possible or away is told apart', async () => {
  const { opsJob, opsSetMode, opsSetPaused, opsRedrive, opsJobs } = operator.client
  const service = 'product'
  await expect(opsJob({ params: { service, job: 404_404 } })).rejects.toMatchObject({
    code: 'JOB_NOT_FOUND',
    problem: { about: '404404' },
  })
  await expect(opsRedrive({ params: { service }, body: { queue: 'nots' } })).rejects.toMatchObject({
    code: 'QUEUE_NOT_FOUND',
  })
  await expect(
    opsSetMode({ params: { service, integration: 'nothing' }, body: { mode: 'thread' } }),
  ).rejects.toMatchObject({ code: 'INTEGRATION_NOT_FOUND' })
  await expect(
    opsSetPaused({ params: { service, group: 'nothing' }, body: { paused: true } }),
  ).rejects.toMatchObject({ code: 'GROUP_NOT_FOUND' })
  await expect(opsJobs({ params: { service: 'shipping' }, query: { state: 'dead' } })).rejects.toMatchObject({
    code: 'UPSTREAM_UNREACHABLE',
    status: 503,
  })
  const unknown = await operator.ask('GET', '/api/ops/warehouse/jobs?state=dead')
  expect(unknown.json()).toMatchObject({ status: 400, code: 'INVALID_REQUEST' })
  expect(unknown.text).toContain('path.service')
})

test('a member who knows the address changes nothing', async () => {
  const job = await addDead(product.database)
  const member = await bff.signUp()
  for (const verb of ['retry', 'discard'])
    expect((await member.ask('POST', `/api/ops/product/jobs/${job}/${verb}`)).status).toBe(403)
  expect((await member.ask('POST', '/api/ops/product/redrive', {})).status).toBe(403)
  expect(await stateOf('product', job)).toBe('dead')
})

test('the actor is who is signed in, whatever the request claims', async () => {
  const job = await addDead(product.database)
  const claimed = { 'nowait-actor': crypto.randomUUID() }
  const path = `/api/ops/product/jobs/${job}/retry`
  expect((await operator.ask('POST', path, undefined, claimed)).status).toBe(204)
  const { items } = await operator.client.opsAudit({ params: { service: 'product' }, query: { size: 1 } })
  expect(items).toMatchObject([{ actor: operator.session.member.id }])
})

test('commands are limited', async () => {
  const path = '/api/ops/product/jobs/404404/retry'
  const statuses = []
  for (let n = 0; n < 41; n++) statuses.push((await operator.ask('POST', path)).status)
  expect(statuses.slice(0, 40).every((status) => status === 404)).toBe(true)
  expect(statuses[40]).toBe(429)
})

test('a page that is only looked at does not keep a session alive', async () => {
  const { sql } = bff.database
  const { id } = operator.session.member
  const seenAnHourAgo = await sql`
    update session set last_seen_at = now() - interval '1 hour' where member_id = ${id} returning last_seen_at`
  const seen = () => sql`select last_seen_at from session where member_id = ${id}`
  await collect(await operator.client.opsPage())
  await operator.client.opsJobs({ params: { service: 'bff' }, query: { state: 'dead' } })
  expect(await seen()).toEqual(seenAnHourAgo)
  await operator.client.listNotifications({ query: {} })
  expect(await seen()).not.toEqual(seenAnHourAgo)
})
