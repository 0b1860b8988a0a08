import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort } from '@nowait/chassis/testing/free-port'
import { collect } from '../testing/collect.ts'
import { startBff, type Bff } from '../testing/bff.ts'

let bff: Bff
beforeAll(async () => {
  bff = await startBff({ env: { POINT_URL: `http://127.0.0.1:${await freePort()}` } })
})
afterAll(() => bff.stop())

test('My Page is what four places know, and one that is not there is missing alone', async () => {
  const browser = await bff.signUp()
  const id = bff.services.giveOrder(browser.session.member.id)
  const lines = await collect(await browser.client.myPage())
  expect(lines).toHaveLength(4)
  const part = (name: string) => lines.find((line) => line.part === name)
  expect(part('orders')).toMatchObject({ state: 'ready', data: { items: [{ id }] } })
  expect(part('shipping')).toMatchObject({ state: 'ready', data: { items: [{ orderId: id }] } })
  expect(part('notifications')).toMatchObject({ state: 'ready', data: { items: [], unread: 0 } })
  expect(part('point')).toMatchObject({ state: 'unavailable', problem: { code: 'UPSTREAM_UNREACHABLE' } })
})

test('the first page needs no session', async () => {
  const reply = await bff.ask('/api/pages/home', { headers: { accept: 'application/json' } })
  expect(reply.json()).toMatchObject({ fresh: { state: 'ready' }, popular: { state: 'ready' } })
})
