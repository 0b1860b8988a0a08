import { afterAll, beforeAll, expect, test } from 'vitest'
import { pushOf, startTestApp, type TestApp } from './testing/test-app.ts'

let service: TestApp
beforeAll(async () => {
  service = await startTestApp({ deadlineMs: 300 })
})
afterAll(() => service.drop())

test('a push service that hangs is left at the deadline, and holds up no other browser', async () => {
  const client = service.clientOf()
  const [slow, quick] = [await service.subscribed(client), await service.subscribed(client)]
  const push = pushOf()
  service.pushService.answer((response, { path }) => {
    if (quick.endpoint.endsWith(path)) response.writeHead(201).end()
  })
  await expect(client.sendPush(push)).rejects.toMatchObject({
    code: 'UPSTREAM_ERROR',
    message: '1 of 2 browsers not reached: push service did not answer in time',
  })
  service.pushService.answer(201)
  expect(await client.sendPush(push)).toEqual({ sent: 2, gone: 0, failed: 0 })
  expect(service.pushService.at(quick.endpoint)).toHaveLength(1)
  expect(service.pushService.at(slow.endpoint)).toHaveLength(2)
})
