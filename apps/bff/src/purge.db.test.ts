import { afterAll, beforeAll, expect, test } from 'vitest'
import { liveStore } from './live/store.ts'
import { purgeOnce } from './purge.ts'
import { startBff, type Bff } from './testing/bff.ts'

let bff: Bff
beforeAll(async () => {
  bff = await startBff()
})
afterAll(() => bff.stop())

test('what is old goes, what is new stays, and positions go on from where they were', async () => {
  const { sql } = bff.database
  const store = liveStore(bff.database)
  const memberId = crypto.randomUUID()
  const told = () => ({ memberId, event: { type: 'notifications' } }) as const
  await bff.database.transaction((tx) => store.append(tx, Array.from({ length: 2_500 }, told)))
  await sql`update live set at = now() - interval '2 hours' where position <= 2400`
  for (const days of [1, 181])
    await sql`
      insert into notification (id, member_id, kind, order_id, order_number, at)
      values (${crypto.randomUUID()}, ${memberId}, 'order-confirmed', ${memberId}, '1', now() - make_interval(days => ${days}))`
  await purgeOnce(bff.database, bff.sessions)
  expect(await store.ends()).toEqual({ head: 2500, oldest: 2401 })
  expect(await sql`select from notification`).toHaveLength(1)
  await sql`delete from live`
  await bff.database.transaction((tx) => store.append(tx, [told()]))
  expect(await store.ends()).toEqual({ head: 2501, oldest: 2501 })
})
