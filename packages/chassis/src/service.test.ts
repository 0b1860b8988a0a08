import { z } from 'zod'
import { defineApi, endpoint } from '@nowait/contract/endpoint'
import { expect, test } from 'vitest'
import { createLog } from './log.ts'
import { serviceApp, serviceApi, type ReadyState } from './service.ts'

const token = 'the-token-of-this-service'
const api = defineApi({ mine: 'GET /mine', all: 'GET /all' })({
  mine: endpoint({ summary: 'mine', access: 'member', response: z.string() }),
  all: endpoint({ summary: 'all', access: 'service', response: z.string() }),
})

function app(ready: ReadyState = { database: 'up' }) {
  const log = createLog({ name: 'test', level: 'silent' })
  const routes = serviceApi(api, { token, log })({
    mine: ({ caller }) => caller.member,
    all: ({ caller }) => caller.member,
  })
  return serviceApp({ api: routes, log, ready: async () => ready })
}

const member = '019aa000-0000-7000-8000-000000000001'
const ask = (path: string, headers: Record<string, string> = {}) => app().request(path, { headers })

test('answers only callers with the credential of the service', async () => {
  expect((await ask('/mine')).status).toBe(401)
  expect((await ask('/mine', { authorization: 'Bearer another', 'nowait-member': member })).status).toBe(401)
  const answer = await ask('/mine', { authorization: `Bearer ${token}`, 'nowait-member': member })
  expect(await answer.json()).toBe(member)
})

test('an endpoint about a member needs one, spelled as an id', async () => {
  expect((await ask('/mine', { authorization: `Bearer ${token}` })).status).toBe(400)
  expect(
    (await ask('/mine', { authorization: `Bearer ${token}`, 'nowait-member': "x' or 1=1" })).status,
  ).toBe(400)
})

test('a handler that reads the member of an endpoint without one is a bug, not somebody else', async () => {
  const answer = await ask('/all', { authorization: `Bearer ${token}`, 'nowait-member': member })
  expect(await answer.json()).toMatchObject({ code: 'INTERNAL' })
})

test('work whose time is up is not started', async () => {
  const answer = await ask('/mine', {
    authorization: `Bearer ${token}`,
    'nowait-member': member,
    'nowait-deadline': '0',
  })
  expect(answer.status).toBe(504)
})

test('is not ready while something it needs is down, and says what', async () => {
  const answer = await app({ database: 'down' }).request('/ready')
  expect(answer.status).toBe(503)
  expect(await answer.json()).toEqual({ status: 'not-ready', checks: { database: 'down' } })
  expect((await app().request('/health')).status).toBe(200)
})
