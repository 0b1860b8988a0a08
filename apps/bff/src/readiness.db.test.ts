import { freePort } from '@nowait/chassis/testing/free-port'
import { eventually } from '@nowait/chassis/testing/eventually'
import { openDatabase } from '@nowait/chassis/database'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBff, type Bff } from './testing/bff.ts'

let bff: Bff
beforeAll(async () => {
  bff = await startBff({ env: { SHIPPING_URL: `http://127.0.0.1:${await freePort()}` } })
})
afterAll(() => bff.stop())

test('a service that is away is listed, and takes nobody out of service', async () => {
  const ready = async () => {
    const reply = await bff.ask('/api/ready')
    expect(reply.status).toBe(200)
    expect(reply.json()).toEqual({
      status: 'ready',
      checks: { 'event-loop': 'up', schema: 'up' },
      upstreams: { order: 'up', product: 'up', shipping: 'down', point: 'up', push: 'up', mypage: 'up' },
    })
  }
  // Asked again every five seconds: once more than a busy machine needs.
  await eventually(ready, { withinMs: 15_000 })
})

test('without its own schema it is alive and not ready', async () => {
  const owner = openDatabase({ url: bff.ownerUrl, name: 'owner', max: 1 })
  await owner.sql`alter table bff.live_head rename to live_head_away`
  try {
    const reply = await bff.ask('/api/ready')
    expect([reply.status, reply.json()]).toMatchObject([
      503,
      { status: 'not-ready', checks: { schema: 'down' } },
    ])
    expect((await bff.ask('/api/health')).status).toBe(200)
  } finally {
    await owner.sql`alter table bff.live_head_away rename to live_head`
    await owner.close()
  }
})
