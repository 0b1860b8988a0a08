import { randomUUIDv7 } from 'node:crypto'
import { eventually } from '@nowait/chassis/testing/eventually'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newBrowser } from './testing/browser.ts'
import { pushOf, startTestApp, type TestApp } from './testing/test-app.ts'

let service: TestApp
beforeAll(async () => {
  service = await startTestApp()
})
afterAll(() => service.drop())

const browserHere = () => newBrowser(service.pushService.origin)

describe('a browser', () => {
  test('is subscribed once, however often it says that it is there', async () => {
    const client = service.clientOf()
    const { subscription } = browserHere()
    const first = await client.addSubscription({ body: subscription })
    const again = await Promise.all(
      Array.from({ length: 10 }, () => client.addSubscription({ body: subscription })),
    )
    expect(new Set(again.map(({ id }) => id))).toEqual(new Set([first.id]))
    expect((await client.listSubscriptions()).items).toMatchObject([{ id: first.id }])
  })

  test('of a list shows neither where it is nor its keys', async () => {
    const client = service.clientOf()
    await client.addSubscription({ body: browserHere().subscription })
    const { items } = await client.listSubscriptions()
    expect(Object.keys(items[0]!)).toEqual(['id', 'seenAt'])
  })

  test('goes with the others of its member, unless it was seen since', async () => {
    const client = service.clientOf()
    const stranger = service.clientOf()
    await service.subscribed(stranger)
    await service.subscribed(client)
    const [before] = (await client.listSubscriptions()).items
    const body = { seenUntil: new Date(Date.parse(before!.seenAt) + 1).toISOString() }
    await eventually(async () => expect(Date.now()).toBeGreaterThan(Date.parse(body.seenUntil)))
    const { endpoint } = await service.subscribed(client)
    await client.removeSubscriptions({ body })
    await client.removeSubscriptions({ body })
    expect(await client.sendPush(pushOf())).toEqual({ sent: 1, gone: 0, failed: 0 })
    expect(service.pushService.at(endpoint)).toHaveLength(1)
    expect((await stranger.listSubscriptions()).items).toHaveLength(1)
  })

  test('gets no push any more once it is unsubscribed', async () => {
    const client = service.clientOf()
    const { endpoint } = await service.subscribed(client)
    await client.removeSubscription({ body: { endpoint } })
    await client.removeSubscription({ body: { endpoint } })
    expect((await client.listSubscriptions()).items).toEqual([])
    expect(await client.sendPush(pushOf())).toEqual({ sent: 0, gone: 0, failed: 0 })
    expect(service.pushService.at(endpoint)).toEqual([])
  })

  test('that was not seen longest goes when an eleventh comes', async () => {
    const client = service.clientOf()
    const browsers = Array.from({ length: 11 }, browserHere)
    const ids: string[] = []
    for (const { subscription } of browsers.slice(0, 10)) {
      ids.push((await client.addSubscription({ body: subscription })).id)
    }
    await client.addSubscription({ body: browsers[0]!.subscription })
    const { id: eleventh } = await client.addSubscription({ body: browsers[10]!.subscription })
    const { items } = await client.listSubscriptions()
    expect(items.map(({ id }) => id)).toEqual([eleventh, ids[0], ...ids.slice(2).toReversed()])
  })

  test('is one of ten also when thirty come at once', async () => {
    const client = service.clientOf()
    const thirty = Array.from({ length: 30 }, browserHere)
    await Promise.all(thirty.map(({ subscription }) => client.addSubscription({ body: subscription })))
    expect((await client.listSubscriptions()).items).toHaveLength(10)
  })
})

describe('the browser of another member', () => {
  test('cannot be registered by who knows only its endpoint', async () => {
    const owner = service.clientOf()
    const stranger = service.clientOf()
    const mine = await service.subscribed(owner)
    const forged = { ...browserHere().subscription, endpoint: mine.endpoint }
    await expect(stranger.addSubscription({ body: forged })).rejects.toMatchObject({
      code: 'INVALID_REQUEST',
      message: expect.stringContaining('another member'),
    })
    expect((await stranger.listSubscriptions()).items).toEqual([])

    await owner.sendPush(pushOf())
    expect(mine.read(service.pushService.at(mine.endpoint)[0]!.body)).toContain('order-cancelled')
  })

  test('cannot be unsubscribed, nor pushed to', async () => {
    const owner = service.clientOf()
    const stranger = service.clientOf()
    const { endpoint } = await service.subscribed(owner)
    await stranger.removeSubscription({ body: { endpoint } })
    expect((await owner.listSubscriptions()).items).toHaveLength(1)
    expect(await stranger.sendPush(pushOf())).toEqual({ sent: 0, gone: 0, failed: 0 })
    expect(service.pushService.at(endpoint)).toEqual([])
  })

  test('changes hands with its keys, when another member signs in on it; then the first gets nothing there', async () => {
    const [first, second] = [service.clientOf(), service.clientOf()]
    const { subscription } = browserHere()
    const before = await first.addSubscription({ body: subscription })
    const after = await second.addSubscription({ body: subscription })
    expect(after.id).not.toBe(before.id)
    expect((await first.listSubscriptions()).items).toEqual([])
    expect(await first.sendPush(pushOf())).toEqual({ sent: 0, gone: 0, failed: 0 })
    expect(await second.sendPush(pushOf())).toEqual({ sent: 1, gone: 0, failed: 0 })
  })

  test('belongs to one of fifty who subscribe it at once', async () => {
    const { subscription } = browserHere()
    const clients = Array.from({ length: 50 }, () => service.clientOf())
    await Promise.all(clients.map((client) => client.addSubscription({ body: subscription })))
    const lists = await Promise.all(clients.map((client) => client.listSubscriptions()))
    expect(lists.flatMap(({ items }) => items)).toHaveLength(1)
  })
})

test('the key to subscribe with is told to the shop, the other half to nobody', async () => {
  const answer = await service.clientOf().getVapidKey()
  expect(answer).toEqual({ publicKey: service.pair.publicKey })
})

test('a caller without the credential learns nothing', async () => {
  for (const path of ['/vapid-key', '/subscriptions']) {
    const response = await service.app.request(path, { headers: { 'nowait-member': randomUUIDv7() } })
    expect(response.status).toBe(401)
  }
})
