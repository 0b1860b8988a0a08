import { randomUUIDv7 } from 'node:crypto'
import { collect } from './testing/collect.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { project } from './project.ts'
import { recordHistory } from './testing/history.ts'
import { startTestApp, type TestApp } from './testing/test-app.ts'

let service: TestApp
beforeAll(async () => {
  service = await startTestApp()
})
afterAll(() => service.drop())

/** A member with so many orders. */
async function memberWith(orders: number) {
  const member = randomUUIDv7()
  const history = recordHistory(orders, member)
  for (const event of history) await service.database.transaction(project([event]))
  return { member, history }
}

describe('a page', () => {
  test('of a member of whom nothing is known yet is empty, and that of somebody else is another', async () => {
    await memberWith(1)
    const page = await collect(await service.client(randomUUIDv7()).getPage())
    expect(page.map(({ part, state }) => [part, state])).toEqual([
      ['orders', 'ready'],
      ['shipping', 'ready'],
      ['point', 'ready'],
      ['notifications', 'ready'],
    ])
    expect(JSON.stringify(page)).not.toContain('Thing 1')
  })

  test('keeps its tag while its bytes stay the same, and gets another with the next event', async () => {
    const { member } = await memberWith(2)
    const tag = async () => (await service.ask(member, '/page')).headers.get('etag')
    const before = await tag()
    expect(await tag()).toBe(before)
    for (const event of recordHistory(1, member)) await service.database.transaction(project([event]))
    expect(await tag()).not.toBe(before)
  })

  test('is made anew on the next day: points have expired', async () => {
    const { member } = await memberWith(4)
    const { sql } = service.database
    await sql`update fact set until = current_date - 2 where member_id = ${member} and state = 'accrued'`
    await sql`update page set day = day - 1 where member_id = ${member}`
    const [point] = (await collect(await service.client(member).getPage())).filter(
      ({ part }) => part === 'point',
    )
    expect(point).toMatchObject({ data: { balance: 0 } })
  })

  test('that is too far behind, or made by other code, is not shown', async () => {
    const { member } = await memberWith(1)
    service.state.behind = true
    expect((await service.ask(member, '/page')).status).toBe(409)
    service.state.behind = false
    const { sql } = service.database
    await sql`update projection set made_by = 0`
    const answer = await service.ask(member, '/page')
    await sql`update projection set made_by = 1`
    expect(await answer.json()).toMatchObject({ code: 'PROJECTION_BEHIND' })
    expect((await service.ask(member, '/page')).status).toBe(200)
  })
})

test('the page of a member of whom an event is parked is not shown, that of another is', async () => {
  const [lacking, other] = [await memberWith(1), await memberWith(1)]
  service.state.lacking = lacking.member
  const statuses = [lacking, other].map(async ({ member }) => (await service.ask(member, '/page')).status)
  expect(await Promise.all(statuses)).toEqual([409, 200])
})

describe('who has written something', () => {
  const wrote = (id: string, version: number) => ({ 'nowait-wrote': `order:${id}:${version}` })

  test('is shown it as soon as it has come, and is never shown a page without it', async () => {
    const member = randomUUIDv7()
    const [placed] = recordHistory(1, member)
    expect((await service.ask(member, '/page', wrote(placed!.aggregate, 1))).status).toBe(409)
    const asked = service.ask(member, '/page', wrote(placed!.aggregate, 1))
    await service.database.transaction(project([placed!]))
    const answer = await asked
    if (answer.status === 200) expect(await answer.text()).toContain(placed!.aggregate)
    expect((await service.ask(member, '/page', wrote(placed!.aggregate, 1))).status).toBe(200)
  })

  test('is not shown the things of another by naming them', async () => {
    const { history } = await memberWith(1)
    const answer = await service.ask(randomUUIDv7(), '/page', wrote(history[0]!.aggregate, 1))
    expect(await answer.json()).toMatchObject({ code: 'PROJECTION_BEHIND' })
  })
})

test('what is older than the page is read page by page, each order and entry once', async () => {
  const { member } = await memberWith(14)
  const client = service.client(member)
  const parts = await collect(await client.getPage())
  const part = (name: string) =>
    (parts.find((line) => line.part === name) as { data: { items: { id: string }[]; next: string } }).data
  const ids = { orders: new Set<string>(), entries: new Set<string>() }
  const read = async (
    first: { items: { id: string }[]; next: string | null },
    seen: Set<string>,
    more: (cursor: string) => Promise<unknown>,
  ) => {
    for (let page = first; ; page = (await more(page.next)) as typeof first) {
      for (const { id } of page.items) {
        expect(seen.has(id)).toBe(false)
        seen.add(id)
      }
      if (page.next === null) return
    }
  }
  await read(part('orders'), ids.orders, (cursor) => client.listOrders({ query: { cursor, size: 3 } }))
  await read(part('point'), ids.entries, (cursor) => client.listEntries({ query: { cursor, size: 3 } }))
  expect(ids.orders.size).toBe(14)
  const [{ entries }] = await service.database.sql<[{ entries: number }]>`
    select count(*)::int as entries from fact where member_id = ${member} and kind = 'entry'`
  expect(ids.entries.size).toBe(entries)
})

test('other processes are told whose page has changed', async () => {
  const answer = await service.ask(randomUUIDv7(), '/changes')
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader()
  const { member } = await memberWith(1)
  let heard = ''
  while (!heard.includes(member)) heard += (await reader.read()).value
  await reader.cancel()
  expect(heard).toContain('"type":"beat"')
})
