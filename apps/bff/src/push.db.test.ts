import type { RequestListener } from 'node:http'
import { httpServer, type TestServer } from '@nowait/chassis/testing/servers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBff, type Bff } from './testing/bff.ts'
import { samplePushSubscription as body } from './testing/samples.ts'

let bff: Bff
let push: TestServer
/** What the push service does with a request. */
let behave: RequestListener = () => undefined

beforeAll(async () => {
  push = await httpServer((request, response) => behave(request, response))
  bff = await startBff({ env: { PUSH_URL: push.url } })
})
afterAll(async () => {
  await bff.stop()
  await push.close()
})

test('a browser is subscribed in the name of the session, as it came', async () => {
  const seen: { headers?: unknown; text: string } = { text: '' }
  const id = crypto.randomUUID()
  behave = async (request, response) => {
    seen.headers = request.headers
    for await (const chunk of request) seen.text += String(chunk)
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ id, secretOfTheService: 1 }))
  }
  const browser = await bff.signUp()
  expect(await browser.client.addPushSubscription({ body })).toEqual({ id })
  expect(JSON.parse(seen.text)).toEqual(body)
  expect(seen.headers).toMatchObject({ 'nowait-member': browser.session.member.id })
})

test('a browser is unsubscribed without an answer to read', async () => {
  behave = (_, response) => response.writeHead(204).end()
  const { client } = await bff.signUp()
  expect(await client.removePushSubscription({ body: { endpoint: body.endpoint } })).toBeUndefined()
})

test('an address that is no push service is said to be wrong, and which field', async () => {
  const issues = [{ path: 'body.endpoint', message: 'is not the address of a known push service' }]
  behave = (_, response) => {
    response.writeHead(400, { 'content-type': 'application/problem+json' })
    response.end(JSON.stringify({ code: 'INVALID_REQUEST', title: 't', status: 400, hint: 'h', issues }))
  }
  const { client } = await bff.signUp()
  const refused = client.addPushSubscription({ body })
  await expect(refused).rejects.toMatchObject({ code: 'INVALID_REQUEST', problem: { issues } })
})

test('a push service that is away is said to be, and the shop goes on', async () => {
  behave = (request) => request.socket.destroy()
  const { client } = await bff.signUp()
  await expect(client.getPushKey()).rejects.toMatchObject({ code: 'UPSTREAM_UNREACHABLE' })
  expect((await client.whoAmI()).member.name).toBe('김하루')
})
