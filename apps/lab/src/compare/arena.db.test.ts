import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSite, type Site } from '../crash/site.ts'
import { type Arena, openArena } from './arena.ts'
import { load } from './load.ts'
import { clients } from './settings.ts'

let site: Site
let arena: Arena
beforeAll(async () => {
  site = await openSite({})
  arena = await openArena(site, 'database')
}, 60_000)
afterAll(async () => {
  await arena.close()
  await site.close()
})

test('an order is answered before its effect; of a shop that is killed another one finishes the work', async () => {
  arena.take(1_000)
  const answered = await load(arena.order, { clients, requests: clients, name: 'order' })
  expect(answered).toHaveLength(clients)
  expect((await arena.effects()).size).toBeLessThan(clients)
  await arena.kill()
  await expect(arena.order('nobody there')).rejects.toThrow('fetch failed')
  await arena.restart()
  expect(
    await arena.untilDone(
      answered.map(({ operation }) => operation),
      { quietMs: 20_000 },
    ),
  ).toBe(true)
})
