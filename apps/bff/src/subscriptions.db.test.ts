import { openDatabase, type Database } from '@nowait/chassis/database'
import { publish } from '@nowait/chassis/events/publish'
import type { Events } from '@nowait/chassis/events/start-events'
import { eventually } from '@nowait/chassis/testing/eventually'
import { testEvents } from '@nowait/chassis/testing/test-events'
import type { NotificationList } from '@nowait/contract/bff'
import type { EventData, EventType } from '@nowait/contract/events'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { subscribeToNews } from './subscriptions.ts'
import { startBff, type Bff, type Browser } from './testing/bff.ts'
import { listen } from './testing/event-source.ts'

let bff: Bff
let events: Events
const services = new Map<string, { database: Database; events: Events }>()
beforeAll(async () => {
  bff = await startBff()
  for (const schema of ['order', 'shipping']) {
    const url = bff.urlOf(schema)
    const database = openDatabase({ url, name: schema, max: 2 })
    services.set(schema, { database, events: testEvents({ database, url, schema, log: bff.log }) })
  }
  const { database, log } = bff
  events = testEvents({ database, url: bff.urlOf('bff'), log })
  subscribeToNews({ events, database })
})
afterAll(async () => {
  await events.stop()
  for (const { database, events: theirs } of services.values()) {
    await theirs.stop()
    await database.close()
  }
  await bff.stop()
})

const versions = new Map<string, number>()

async function happens<T extends EventType>(schema: string, type: T, aggregate: string, data: EventData<T>) {
  const version = (versions.get(aggregate) ?? 0) + 1
  versions.set(aggregate, version)
  await services.get(schema)!.database.transaction((tx) => publish(tx, { type, aggregate, version, data }))
}

const notificationsOf = async (browser: Browser, query = '') =>
  (await browser.ask('GET', `/api/notifications${query}`)).json() as unknown as NotificationList

test('an order that moves tells its member: a notification where it matters, and the open page at once', async () => {
  const browser = await bff.signUp()
  const { id: memberId } = browser.session.member
  const orderId = crypto.randomUUID()
  const live = await listen(bff.url, browser.cookie)
  const order = { memberId, number: '20261121-000123' }
  await happens('order', 'order.confirmed', orderId, { ...order, total: 12_000, points: 120 })
  await happens('order', 'order.preparing', orderId, order)
  await happens('order', 'points.requested', orderId, { memberId, orderId, points: 120 })
  await happens('order', 'order.delivered', orderId, { ...order, points: 120 })
  await happens('order', 'points.accrued', orderId, { memberId, orderId, points: 120 })
  await eventually(() => live.events.length === 8)
  expect(live.events).toEqual([
    { type: 'order', orderId, status: 'confirmed' },
    { type: 'notifications' },
    { type: 'order', orderId, status: 'preparing' },
    { type: 'points', orderId },
    { type: 'order', orderId, status: 'delivered' },
    { type: 'notifications' },
    { type: 'points', orderId },
    { type: 'notifications' },
  ])
  live.close()
  const { items, unread } = await notificationsOf(browser)
  expect(unread).toBe(3)
  expect(items.map(({ kind, orderNumber, points }) => ({ kind, orderNumber, points }))).toEqual([
    { kind: 'points-accrued', orderNumber: order.number, points: 120 },
    { kind: 'order-delivered', orderNumber: order.number, points: null },
    { kind: 'order-confirmed', orderNumber: order.number, points: null },
  ])
})

test('a parcel on its way refreshes the page of its order', async () => {
  const browser = await bff.signUp()
  const { id: memberId } = browser.session.member
  const orderId = crypto.randomUUID()
  const live = await listen(bff.url, browser.cookie)
  const place = { ko: '대전', en: 'Daejeon' }
  await happens('shipping', 'shipment.moved', orderId, { memberId, orderId, step: 'in-transit', place })
  await eventually(() => live.events.length === 1)
  expect(live.events).toEqual([{ type: 'order', orderId }])
  live.close()
})

test('notifications come page by page and are read one by one or all together, each by its member alone', async () => {
  const [browser, other] = [await bff.signUp(), await bff.signUp()]
  const { id: memberId } = browser.session.member
  for (let at = 0; at < 5; at++) {
    const number = `20261121-00000${at}`
    await happens('order', 'order.shipped', crypto.randomUUID(), { memberId, number })
  }
  await eventually(async () => (await notificationsOf(browser)).unread === 5)
  const first = await notificationsOf(browser, '?size=2')
  const second = await notificationsOf(browser, `?size=2&cursor=${first.next}`)
  const last = await notificationsOf(browser, `?size=2&cursor=${second.next}`)
  expect([first, second, last].map(({ items }) => items.length)).toEqual([2, 2, 1])
  expect(last.next).toBeNull()
  const ids = [...first.items, ...second.items, ...last.items].map(({ id }) => id)
  expect(new Set(ids).size).toBe(5)
  expect((await notificationsOf(other, `?cursor=${ids[0]}`)).items).toEqual([])
  await other.ask('POST', '/api/notifications/read', { ids })
  expect((await notificationsOf(browser)).unread).toBe(5)
  expect((await browser.ask('POST', '/api/notifications/read', { ids: [ids[0]!] })).json()).toEqual({
    unread: 4,
  })
  expect((await browser.ask('POST', '/api/notifications/read', {})).json()).toEqual({ unread: 0 })
  expect((await browser.ask('GET', '/api/notifications?cursor=nonsense')).json()).toMatchObject({
    code: 'INVALID_REQUEST',
  })
})
