import { randomUUIDv7 } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accrualOf, revocationOf, startTestApp, type TestApp } from './testing/test-app.ts'

let service: TestApp
beforeAll(async () => {
  service = await startTestApp()
})
afterAll(() => service.drop())

/** Lets the accrued points of a member expire so many days from today. */
const expireIn = (member: string, reference: string, days: number) => service.database.sql`
  update point_entry set expires_on = (now() at time zone 'Asia/Seoul')::date + ${days}::int
  where member_id = ${member} and reference = ${reference}`

describe('points of an order', () => {
  test('are pending when promised, in the balance when accrued, gone when revoked', async () => {
    const client = service.clientOf()
    const orderId = randomUUIDv7()
    const reference = `order:${orderId}`

    await client.accruePoints(accrualOf({ reference, points: 450, state: 'pending' }))
    expect(await client.getPoints()).toMatchObject({ balance: 0, pending: 450 })
    expect(await client.getOrderPoints({ params: { orderId } })).toMatchObject({
      points: 450,
      state: 'pending',
    })

    await client.accruePoints(accrualOf({ reference, points: 450 }))
    expect(await client.getPoints()).toMatchObject({
      balance: 450,
      pending: 0,
      items: [{ state: 'accrued' }],
    })

    expect(await client.revokePoints(revocationOf({ reference }))).toEqual({ revoked: 450 })
    expect(await client.getPoints()).toMatchObject({ balance: 0, pending: 0, items: [{ state: 'revoked' }] })
  })

  test('stay revoked when the accrual comes after the revocation', async () => {
    const client = service.clientOf()
    const orderId = randomUUIDv7()
    const reference = `order:${orderId}`
    expect(await client.revokePoints(revocationOf({ reference }))).toEqual({ revoked: 0 })
    await expect(client.getOrderPoints({ params: { orderId } })).rejects.toMatchObject({
      code: 'POINTS_NOT_FOUND',
    })
    expect((await client.getPoints()).items).toEqual([])

    expect(await client.accruePoints(accrualOf({ reference }))).toMatchObject({
      state: 'revoked',
      points: 100,
    })
    expect(await client.getPoints()).toMatchObject({ balance: 0, pending: 0, items: [{ state: 'revoked' }] })
  })

  test('of somebody else are as unknown as points nobody has', async () => {
    const orderId = randomUUIDv7()
    await service.clientOf().accruePoints(accrualOf({ reference: `order:${orderId}` }))
    const stranger = service.clientOf()
    await expect(stranger.getOrderPoints({ params: { orderId } })).rejects.toMatchObject({
      code: 'POINTS_NOT_FOUND',
    })
    expect(await stranger.getPoints()).toMatchObject({ balance: 0, items: [] })
  })
})

describe('a year after they were accrued', () => {
  test('points leave the balance on the day they expire, and are still in the ledger', async () => {
    const member = randomUUIDv7()
    const client = service.clientOf(member)
    const entry = await client.accruePoints(accrualOf({ reference: 'login:today' }))
    const [{ day }] = await service.database.sql<[{ day: string }]>`
      select ((now() at time zone 'Asia/Seoul')::date + interval '1 year')::date::text as day`
    expect(entry.expiresOn).toBe(day)

    await expireIn(member, 'login:today', 0)
    expect(await client.getPoints()).toMatchObject({ balance: 0, items: [{ state: 'expired', points: 100 }] })
    expect(await client.revokePoints(revocationOf({ reference: 'login:today' }))).toEqual({ revoked: 0 })
  })

  test('points that go within 30 days are announced by day', async () => {
    const member = randomUUIDv7()
    const client = service.clientOf(member)
    for (const [reference, days] of [
      ['login:a', 30],
      ['login:b', 1],
      ['login:c', 30],
      ['login:d', 31],
    ] as const) {
      await client.accruePoints(accrualOf({ reference }))
      await expireIn(member, reference, days)
    }
    const { balance, expiring } = await client.getPoints()
    expect(balance).toBe(400)
    expect(expiring.map(({ points }) => points)).toEqual([100, 200])
    expect(expiring[0]!.on < expiring[1]!.on).toBe(true)
  })
})

describe('the ledger', () => {
  test('is read page by page, newest first, each entry once, also when new ones come meanwhile', async () => {
    const client = service.clientOf()
    for (let i = 0; i < 7; i++)
      await client.accruePoints(accrualOf({ reference: `login:${i}`, points: i + 1 }))
    const points: number[] = []
    let cursor: string | undefined
    do {
      const page = await client.getPoints({ query: { size: 3, cursor } })
      points.push(...page.items.map((item) => item.points))
      cursor = page.next ?? undefined
      await client.accruePoints(accrualOf({ reference: `login:later-${points.length}`, points: 1_000 }))
    } while (cursor)
    expect(points).toEqual([7, 6, 5, 4, 3, 2, 1])
  })

  test('refuses a cursor it has not given', async () => {
    await expect(service.clientOf().getPoints({ query: { cursor: 'bm90LW91cnM' } })).rejects.toMatchObject({
      code: 'INVALID_REQUEST',
    })
  })
})

test('a caller without the credential learns nothing', async () => {
  const response = await service.app.request('/points', { headers: { 'nowait-member': randomUUIDv7() } })
  expect(response.status).toBe(401)
})
