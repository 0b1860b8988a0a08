import { randomUUIDv7 } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { forgetPushes, keepKeyPair } from './store.ts'
import { pushOf, startTestApp, type TestApp } from './testing/test-app.ts'
import { newKeyPair } from './vapid.ts'

let service: TestApp
beforeAll(async () => {
  service = await startTestApp()
})
afterAll(() => service.drop())

test('of all processes that start first, and of all later ones, everybody signs with one key', async () => {
  const { sql } = service.database
  await sql`delete from vapid_key`
  const pairs = await Promise.all(Array.from({ length: 20 }, () => keepKeyPair(sql, newKeyPair())))
  expect(new Set(pairs.map(({ privateKey }) => privateKey)).size).toBe(1)
  expect(await keepKeyPair(sql, newKeyPair())).toEqual(pairs[0])
})

test('pushes are forgotten after 30 days, with their deliveries, in batches', async () => {
  const { sql } = service.database
  const client = service.clientOf()
  await service.subscribed(client)
  const keys = [randomUUIDv7(), randomUUIDv7(), randomUUIDv7()]
  for (const key of keys) await client.sendPush(pushOf({ key }))
  await sql`update push set created_at = now() - interval '31 days' where key in ${sql(keys.slice(0, 2))}`
  expect(await forgetPushes(sql, 1)).toBe(1)
  expect(await forgetPushes(sql, 1)).toBe(1)
  expect(await forgetPushes(sql, 1)).toBe(0)
  expect(await sql`select key from push`).toMatchObject([{ key: keys[2] }])
  expect(await sql`select from delivery`).toHaveLength(1)
})
