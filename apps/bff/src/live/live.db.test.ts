import { eventually } from '@nowait/chassis/testing/eventually'
import type { LiveEvent } from '@nowait/contract/bff'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startBff, type Bff, type Browser } from '../testing/bff.ts'
import { listen, type Listening } from '../testing/event-source.ts'
import { createTold } from '../my-page/told.ts'
import { createLiveHub } from './live-hub.ts'
import { liveStore } from './store.ts'

let bff: Bff
const open: Listening[] = []
beforeAll(async () => {
  bff = await startBff({ env: { SESSION_MAX_SECONDS: '6000' } })
})
afterEach(async () => {
  for (const stream of open.splice(0)) stream.close()
  await eventually(() => bff.hub.streams === 0)
})
afterAll(() => bff.stop())

async function follow(browser: Browser, lastEventId?: string): Promise<Listening> {
  const stream = await listen(bff.url, browser.cookie, lastEventId)
  open.push(stream)
  return stream
}

const aboutOrder = (): LiveEvent & { type: 'order' } => ({ type: 'order', orderId: crypto.randomUUID() })

/** Tells a member's browsers, as a subscription would. */
const tell = (browser: Browser, ...events: (LiveEvent & { type: 'order' })[]) =>
  bff.database.transaction((tx) =>
    liveStore(bff.database).append(
      tx,
      events.map((event) => ({ memberId: browser.session.member.id, event })),
    ),
  )

test('what happens reaches every tab of its member, once and in order, and nobody else', async () => {
  const [mine, other] = [await bff.signUp(), await bff.signUp()]
  const [tab, tab2, foreign] = [await follow(mine), await follow(mine), await follow(other)]
  const events = Array.from({ length: 50 }, aboutOrder)
  await Promise.all(events.map((event) => tell(mine, event)))
  await tell(other, aboutOrder())
  await eventually(() => tab.events.length === 50 && tab2.events.length === 50 && foreign.events.length === 1)
  expect(new Set(tab.events.map((event) => JSON.stringify(event)))).toEqual(
    new Set(events.map((event) => JSON.stringify(event))),
  )
  expect(tab2.events).toEqual(tab.events)
})

test('who comes back is told what he missed, and nothing of others', async () => {
  const [mine, other] = [await bff.signUp(), await bff.signUp()]
  const before = await follow(mine)
  const [seen, missed, alsoMissed, after] = [aboutOrder(), aboutOrder(), aboutOrder(), aboutOrder()]
  await tell(mine, seen)
  await eventually(() => before.events.length === 1)
  before.close()
  await tell(mine, missed)
  await tell(other, aboutOrder())
  await tell(mine, alsoMissed)
  const again = await follow(mine, before.lastId())
  await tell(mine, after)
  await eventually(() => again.events.length === 3)
  expect(again.events).toEqual([missed, alsoMissed, after])
  const asOther = await follow(other, '0')
  await eventually(() => asOther.lastId() !== '0' && asOther.events.length >= 1)
  expect(JSON.stringify(asOther.events)).not.toContain(missed.orderId)
})

test('who comes back to another process goes on there: nothing is missing, nothing comes twice', async () => {
  const mine = await bff.signUp()
  const { database, sessions, log } = bff
  const { id } = mine.session.member
  const elsewhere = await createLiveHub({ database, sessions, told: createTold(), log })
  const before = await follow(mine)
  const [seen, missed, after] = [aboutOrder(), aboutOrder(), aboutOrder()]
  await tell(mine, seen)
  await eventually(() => before.events.length === 1)
  before.close()
  await tell(mine, missed)
  const stream = await elsewhere.open('a session', id, Number(before.lastId()))
  const reader = stream.body.pipeThrough(new TextDecoderStream()).getReader()
  await tell(mine, after)
  let text = ''
  while (!text.includes(after.orderId)) text += (await reader.read()).value
  await elsewhere.stop()
  const told = [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => JSON.parse(data!) as LiveEvent)
  expect(told).toEqual([missed, after])
})

test('who was away too long is told to look again', async () => {
  const mine = await bff.signUp()
  await tell(mine, aboutOrder(), aboutOrder())
  await bff.database.sql`delete from live`
  const again = await follow(mine, '1')
  expect(again.events).toEqual([{ type: 'reset' }])
  await tell(mine, aboutOrder())
  await eventually(() => again.events.length === 2)
  const fromNowhere = await follow(mine, '999999')
  expect(fromNowhere.events).toEqual([{ type: 'reset' }])
})

test('a write of one’s own reaches one’s other tabs', async () => {
  const mine = await bff.signUp()
  const { id } = mine.session.member
  await bff.database.sql`
    insert into notification (id, member_id, kind, order_id, order_number, at)
    values (${crypto.randomUUID()}, ${id}, 'order-confirmed', ${crypto.randomUUID()}, '1', now())`
  const tab = await follow(mine)
  expect((await mine.ask('POST', '/api/notifications/read', {})).json()).toEqual({ unread: 0 })
  await eventually(() => tab.events.length === 1)
  expect(tab.events).toEqual([{ type: 'notifications' }])
})

test('the stream ends with its session, and only with its own', async () => {
  const [mine, other] = [await bff.signUp(), await bff.signUp()]
  const [here, everywhere, foreign] = [await follow(mine), await follow(mine), await follow(other)]
  await mine.ask('DELETE', '/api/session')
  await expect(Promise.all([here.ended, everywhere.ended])).resolves.toBeDefined()
  await tell(other, aboutOrder())
  await eventually(() => foreign.events.length === 1)
})

test('a changed password and a sign-out everywhere end the streams of other sessions too', async () => {
  const email = 'streams@example.com'
  const one = await bff.signUp(email)
  const signIn = async () =>
    bff.browserOf(await bff.change('/api/session', { body: { email, password: 'a long enough one' } }))
  const two = await signIn()
  const first = await follow(one)
  await two.ask('PUT', '/api/members/me/password', {
    current: 'a long enough one',
    next: 'a long enough two',
  })
  await expect(first.ended).resolves.toBeUndefined()
})

test('the stream ends when the session expires', async () => {
  const mine = await bff.signUp()
  const stream = await follow(mine)
  await bff.database.sql`
    update session set created_at = now() - interval '6001 seconds' where member_id = ${mine.session.member.id}`
  await bff.hub.beat()
  await stream.ended
  expect(stream.raw()).toContain(':\n\n')
})

test('a session has six streams at most, and a closed one makes room', async () => {
  const mine = await bff.signUp()
  const six = []
  for (let at = 0; at < 6; at++) six.push(await follow(mine))
  expect((await follow(mine)).status).toBe(429)
  six[0]!.close()
  await eventually(async () => (await follow(mine)).status === 200)
})

test('asking for the head alone opens nothing', async () => {
  const mine = await bff.signUp()
  const reply = await bff.ask('/api/live', { method: 'HEAD', headers: { cookie: mine.cookie } })
  expect(reply.headers['content-type']).toBe('text/event-stream')
  expect(bff.hub.streams).toBe(0)
})
