import { eventually } from '@nowait/chassis/testing/eventually'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { outward } from './plans.ts'
import { pushOf, startTestApp, type TestApp } from './testing/test-app.ts'

const { plan } = outward.browsers
let service: TestApp
beforeAll(async () => {
  service = await startTestApp({
    plan: { ...plan, breaker: { ...plan.breaker, openMs: 200, maxOpenMs: 400 } },
  })
})
afterAll(() => service.drop())

test('a push service that keeps failing is left alone, whoever is to be told what, and asked again after a while', async () => {
  service.pushService.answer(503)
  const members = Array.from({ length: plan.breaker.consecutive }, () => service.clientOf())
  for (const member of members) await service.subscribed(member)
  await Promise.allSettled(members.map((member) => member.sendPush(pushOf())))

  const client = service.clientOf()
  await service.subscribed(client)
  const push = pushOf()
  const refused = await eventually(async () => {
    const error: unknown = await client.sendPush(push).catch((thrown: unknown) => thrown)
    expect(String(error)).toContain('was not asked (UPSTREAM_CIRCUIT_OPEN)')
    return error
  })
  expect(refused).toMatchObject({ code: 'UPSTREAM_ERROR', problem: { retryAfterMs: expect.any(Number) } })

  service.pushService.answer(201)
  await eventually(async () => expect(await client.sendPush(push)).toEqual({ sent: 1, gone: 0, failed: 0 }))
})
