import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hang } from './testing/fake-services.ts'
import { startTestApp, type TestApp } from './testing/test-app.ts'

let service: TestApp
beforeAll(async () => {
  service = await startTestApp()
})
afterAll(() => service.stop())

test('what readers of events had not done for older orders becomes jobs, and nothing else', async () => {
  const { sql } = service.database
  const client = service.clientOf()
  const order = async (status: string, known?: string) => {
    const { id } = await client.placeOrder(await service.orderOf())
    await sql`update orders set status = ${status} where id = ${id}`
    if (known)
      await sql`
        insert into order_points (order_id, member_id, points, state, version)
        values (${id}, ${client.member}, 360, ${known}, 1)`
    return id
  }
  service.product.will(hang)
  const awaiting = (await client.placeOrder(await service.orderOf())).id
  service.product.behave()
  const unasked = await order('preparing')
  const arrived = await order('delivered', 'pending')
  const called = await order('cancelled', 'pending')
  await order('shipped', 'pending')
  await order('cancelled', 'revoked')
  await order('cancelled')
  await sql`delete from job`

  const migration = new URL('../migrations/0002_follow_ups.sql', import.meta.url)
  await sql.unsafe(await readFile(migration, 'utf8'))
  const jobs = await sql<{ queue: string; payload: { orderId?: string; idempotencyKey?: string } }[]>`
    select queue, payload from job order by id`
  expect(jobs.map(({ queue, payload }) => `${queue} ${payload.orderId ?? payload.idempotencyKey}`)).toEqual([
    `reserve-stock ${awaiting}`,
    `purchase-points purchase-points:${unasked}:pending`,
    `purchase-points purchase-points:${arrived}:accrued`,
    `purchase-points purchase-points:${called}:revoked`,
  ])
})
