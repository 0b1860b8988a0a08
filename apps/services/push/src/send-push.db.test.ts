import { randomUUIDv7 } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { eventually } from '@nowait/chassis/testing/eventually'
import type { ClientProblem } from '@nowait/contract/client'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readVapid } from './testing/push-service.ts'
import { pushOf, startTestApp, subject, type TestApp } from './testing/test-app.ts'

let service: TestApp
beforeAll(async () => {
  service = await startTestApp()
})
beforeEach(() => service.pushService.answer(201))
afterAll(() => service.drop())

describe('a push', () => {
  test('says what happened to which order, to nobody but the browser', async () => {
    const client = service.clientOf()
    const browser = await service.subscribed(client)
    const push = pushOf({ ttlSeconds: 600 })
    expect(await client.sendPush(push)).toEqual({ sent: 1, gone: 0, failed: 0 })

    const [received, ...more] = service.pushService.at(browser.endpoint)
    expect(more).toEqual([])
    expect(JSON.parse(browser.read(received!.body))).toEqual({
      id: expect.any(String),
      kind: 'order-cancelled',
      orderId: push.body.orderId,
      orderNumber: push.body.orderNumber,
    })
    expect(received!.headers).toMatchObject({
      'content-encoding': 'aes128gcm',
      topic: push.body.topic,
      urgency: 'normal',
      ttl: '600',
    })
  })

  test('is signed with the key that browsers subscribe with, for this push service', async () => {
    const client = service.clientOf()
    const { endpoint } = await service.subscribed(client)
    await client.sendPush(pushOf())
    const { claims, publicKey } = readVapid(service.pushService.at(endpoint)[0]!.headers.authorization)
    expect(publicKey).toBe((await client.getVapidKey()).publicKey)
    expect(claims).toMatchObject({ aud: service.pushService.origin, sub: subject })
    const hoursLeft = (claims.exp - Date.now() / 1_000) / 3_600
    expect(hoursLeft > 0 && hoursLeft <= 24).toBe(true)
  })

  test('goes to each browser of the member, and to nobody else’s', async () => {
    const client = service.clientOf()
    const mine = [await service.subscribed(client), await service.subscribed(client)]
    const other = await service.subscribed(service.clientOf())
    expect(await client.sendPush(pushOf())).toEqual({ sent: 2, gone: 0, failed: 0 })
    expect(mine.map(({ endpoint }) => service.pushService.at(endpoint).length)).toEqual([1, 1])
    expect(service.pushService.at(other.endpoint)).toEqual([])
  })
})

describe('one key', () => {
  test('pushes once and gives the first answer again, whatever has changed since', async () => {
    const client = service.clientOf()
    const { endpoint } = await service.subscribed(client)
    const push = pushOf()
    const first = await client.sendPush(push)
    await client.removeSubscription({ body: { endpoint } })
    expect(await client.sendPush(push)).toEqual(first)
    expect(service.pushService.at(endpoint)).toHaveLength(1)
  })

  test('fifty times at once pushes once; whoever is told that it runs gets the one answer later', async () => {
    const client = service.clientOf()
    const { endpoint } = await service.subscribed(client)
    const push = pushOf()
    const held: ServerResponse[] = []
    service.pushService.answer((response) => void held.push(response))

    const refused: unknown[] = []
    const fifty = Array.from({ length: 50 }, () =>
      client.sendPush(push).catch((error: ClientProblem) => void refused.push(error.code)),
    )
    await eventually(() => refused.length === 49)
    expect(new Set(refused)).toEqual(new Set(['IDEMPOTENCY_KEY_RUNNING']))
    for (const response of held) response.writeHead(201).end()

    const answer = { sent: 1, gone: 0, failed: 0 }
    expect((await Promise.all(fifty)).filter(Boolean)).toEqual([answer])
    expect(await client.sendPush(push)).toEqual(answer)
    expect(service.pushService.at(endpoint)).toHaveLength(1)
  })

  test('is refused for another body', async () => {
    const client = service.clientOf()
    await client.sendPush(pushOf({ key: 'k' }))
    await expect(client.sendPush(pushOf({ key: 'k' }))).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    })
  })

  test('of another member is another key', async () => {
    const key = randomUUIDv7()
    for (const client of [service.clientOf(), service.clientOf()]) {
      await service.subscribed(client)
      expect(await client.sendPush(pushOf({ key }))).toMatchObject({ sent: 1 })
    }
  })
})

describe('a browser that has gone', () => {
  test.each([404, 410])('(%i) is forgotten', async (status) => {
    const client = service.clientOf()
    const { endpoint } = await service.subscribed(client)
    service.pushService.answer(status)
    expect(await client.sendPush(pushOf())).toEqual({ sent: 0, gone: 1, failed: 0 })
    expect((await client.listSubscriptions()).items).toEqual([])
    expect(await client.sendPush(pushOf())).toEqual({ sent: 0, gone: 0, failed: 0 })
    expect(service.pushService.at(endpoint)).toHaveLength(1)
  })
})

describe('a push service that cannot take a push', () => {
  test.each([400, 401, 403, 413])(
    'for good (%i) is not asked again, and the browser stays',
    async (status) => {
      const client = service.clientOf()
      const { endpoint } = await service.subscribed(client)
      service.pushService.answer(status)
      const push = pushOf()
      expect(await client.sendPush(push)).toEqual({ sent: 0, gone: 0, failed: 1 })
      expect(await client.sendPush(push)).toEqual({ sent: 0, gone: 0, failed: 1 })
      expect(service.pushService.at(endpoint)).toHaveLength(1)
      expect((await client.listSubscriptions()).items).toHaveLength(1)
    },
  )

  test.each([429, 500, 503])(
    'for now (%i) gets it at the next attempt, and who has it already does not',
    async (status) => {
      const client = service.clientOf()
      const [reached, late] = [await service.subscribed(client), await service.subscribed(client)]
      const push = pushOf()
      service.pushService.answer((response, { path }) => {
        response.writeHead(late.endpoint.endsWith(path) ? status : 201, { 'retry-after': '7' }).end()
      })
      await expect(client.sendPush(push)).rejects.toMatchObject({
        code: 'UPSTREAM_ERROR',
        problem: { about: push.body.orderId, retryAfterMs: 7_000 },
      })

      service.pushService.answer(201)
      expect(await client.sendPush(push)).toEqual({ sent: 2, gone: 0, failed: 0 })
      expect(service.pushService.at(reached.endpoint)).toHaveLength(1)
      const ids = service.pushService
        .at(late.endpoint)
        .map(({ body }) => (JSON.parse(late.read(body)) as { id: string }).id)
      expect(ids).toHaveLength(2)
      expect(new Set(ids).size).toBe(1)
    },
  )

  test('and closes the connection gets it at the next attempt', async () => {
    const client = service.clientOf()
    await service.subscribed(client)
    const push = pushOf()
    service.pushService.answer((response) => response.destroy())
    await expect(client.sendPush(push)).rejects.toMatchObject({ code: 'UPSTREAM_ERROR' })
    service.pushService.answer(201)
    expect(await client.sendPush(push)).toMatchObject({ sent: 1 })
  })

  test('before its time is over has failed; the caller need not try for ever', async () => {
    const client = service.clientOf()
    const { endpoint } = await service.subscribed(client)
    const push = pushOf()
    service.pushService.answer(503)
    await expect(client.sendPush(push)).rejects.toMatchObject({ code: 'UPSTREAM_ERROR' })
    await service.database.sql`
      update push set expires_at = now() where key = ${push.headers['idempotency-key']}`
    expect(await client.sendPush(push)).toEqual({ sent: 0, gone: 0, failed: 1 })
    expect(service.pushService.at(endpoint)).toHaveLength(1)
  })

  test('and is given up by its member meanwhile is gone', async () => {
    const client = service.clientOf()
    const { endpoint } = await service.subscribed(client)
    const push = pushOf()
    service.pushService.answer(503)
    await expect(client.sendPush(push)).rejects.toMatchObject({ code: 'UPSTREAM_ERROR' })
    await client.removeSubscription({ body: { endpoint } })
    expect(await client.sendPush(push)).toEqual({ sent: 0, gone: 1, failed: 0 })
  })

  test('and answers without end has taken it; what it says is not read', async () => {
    const client = service.clientOf()
    await service.subscribed(client)
    const cut = new Promise((resolve) => {
      service.pushService.answer((response) => {
        response.on('close', () => resolve(response.writableFinished)).writeHead(201)
        const pour = () => {
          while (!response.destroyed && response.write(Buffer.alloc(64 * 1_024)));
          response.once('drain', pour)
        }
        pour()
      })
    })
    expect(await client.sendPush(pushOf())).toMatchObject({ sent: 1 })
    expect(await cut).toBe(false)
  })
})

describe('a worker that died', () => {
  const orphan = (key: string, heldFor: string) => service.database.sql`
    update push set answer = null, claimed_until = now() + ${heldFor}::interval where key = ${key}`

  test('is followed when its claim has run out, and what it had sent is not sent again', async () => {
    const client = service.clientOf()
    const { endpoint } = await service.subscribed(client)
    const push = pushOf()
    await client.sendPush(push)

    await orphan(push.headers['idempotency-key'], '5 seconds')
    const running = await client.sendPush(push).catch((error: unknown) => error)
    expect(running).toMatchObject({ code: 'IDEMPOTENCY_KEY_RUNNING', status: 409 })

    await orphan(push.headers['idempotency-key'], '0 seconds')
    expect(await client.sendPush(push)).toEqual({ sent: 1, gone: 0, failed: 0 })
    expect(service.pushService.at(endpoint)).toHaveLength(1)
  })
})

test('the log never has what it takes to write to a browser, nor to sign for us', async () => {
  const client = service.clientOf()
  const { subscription } = await service.subscribed(client)
  service.pushService.answer(503)
  await expect(client.sendPush(pushOf())).rejects.toMatchObject({ code: 'UPSTREAM_ERROR' })
  service.pushService.answer(400)
  await client.sendPush(pushOf())
  const lines = service.logged.join('')
  expect(lines).toContain('push not delivered')
  const secrets = [
    service.pair.privateKey,
    new URL(subscription.endpoint).pathname,
    ...Object.values(subscription.keys),
  ]
  for (const secret of secrets) expect(lines).not.toContain(secret)
})
