import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { eventually } from '@nowait/chassis/testing/eventually'
import { Problem } from '@nowait/contract/problem'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { prepareChange } from './change-order.ts'
import { findOrder } from './store.ts'
import { hang, serviceToken } from './testing/fake-services.ts'
import { startFollowing } from './testing/following.ts'
import { startTestApp, type TestApp } from './testing/test-app.ts'

let service: TestApp
let following: Awaited<ReturnType<typeof startFollowing>>
beforeAll(async () => {
  service = await startTestApp()
  following = await startFollowing(service)
})
afterEach(() => {
  service.product.behave()
  service.point.recover()
  service.push.behave()
  following.startJobsAgain()
})
afterAll(async () => {
  await following.stop()
  await service.stop()
})

const soon = { withinMs: 20_000 }
/** A process or a thread of its own has to start first. */
const startedSoon = { withinMs: 60_000 }

async function placed() {
  const client = service.clientOf()
  const { id } = await client.placeOrder(await service.orderOf())
  const becomes = (status: string) =>
    eventually(async () => {
      expect(await client.getOrder({ params: { id } })).toMatchObject({ status })
    }, soon)
  /** Asks for the cancellation, and shipping stops the parcel. */
  const cancel = async () => {
    await client.cancelOrder({ params: { id } })
    const data = { orderId: id, memberId: client.member }
    await following.tell('shipping', { type: 'shipment.stopped', aggregate: id, data })
    await becomes('cancelled')
  }
  return { id, client, becomes, cancel }
}

/** An order that is cancelled before anybody has promised anything. */
async function cancelledEarly() {
  service.product.will(hang)
  const { id, client } = await placed()
  service.product.behave()
  await client.cancelOrder({ params: { id } })
  return { id, client }
}

const eventsOf = async (aggregate: string) =>
  (await service.published(aggregate)).map(({ type, version }) => `${version} ${type}`)
const pointsOf = (orderId: string) => eventsOf(`points:${orderId}`)
const askedOf = (orderId: string) =>
  service.point.asked.filter(({ reference }) => reference === `order:${orderId}`)
const jobsOf = (orderId: string) =>
  service.database.sql`select from job where payload::text like ${`%${orderId}%`}`

describe('points of an order', () => {
  test('come later when the point service is away, in their order, and the order does not wait for them', async () => {
    service.point.breakDown()
    const { id, becomes, cancel } = await placed()
    await becomes('confirmed')
    await cancel()
    await eventually(() => askedOf(id).length > 1, soon)
    expect(new Set(askedOf(id).map(({ what }) => what))).toEqual(new Set(['pending']))
    expect(await pointsOf(id)).toEqual([])

    service.point.recover()
    await eventually(async () => {
      expect(await pointsOf(id)).toEqual(['1 points.requested', '2 points.revoked'])
    }, soon)
    const told = askedOf(id).map(({ what }) => what)
    expect(told.filter((what, at) => what !== told[at - 1])).toEqual(['pending', 'revoked'])
    expect(service.point.entryOf(id)).toMatchObject({ state: 'revoked' })
  })

  test(
    'are requested once when the process is killed after the point service has done its part',
    { timeout: 120_000 },
    async () => {
      await following.stopJobs()
      const goOn = service.point.holdAnswers()
      const { id } = await placed()
      const process = startMain()
      try {
        await eventually(() => askedOf(id).length > 0, startedSoon)
      } finally {
        await process.kill()
      }
      expect(await pointsOf(id)).toEqual([])

      goOn()
      following.startJobsAgain()
      await eventually(async () => expect(await pointsOf(id)).toEqual(['1 points.requested']), soon)
      expect(askedOf(id).length).toBeGreaterThan(1)
      expect(new Set(askedOf(id).map(({ key }) => key))).toEqual(new Set([`purchase-points:${id}:pending`]))
    },
  )

  test('are not asked for when an order brings none, nor given back when none were promised', async () => {
    const client = service.clientOf()
    const items = [{ productId: await service.know(99), quantity: 1 }]
    const { id: small } = await client.placeOrder(await service.orderOf({ items }))
    const { id: early } = await cancelledEarly()
    await eventually(async () => expect(await jobsOf(early)).toHaveLength(0), soon)
    expect(await jobsOf(small)).toHaveLength(0)
    expect([...askedOf(small), ...askedOf(early)]).toEqual([])
  })
})

describe('a cancellation', () => {
  test('is pushed to the browsers of its member once it is final, and that is told', async () => {
    const { id, client, cancel } = await placed()
    await cancel()
    await eventually(async () => expect(await eventsOf(`push:${id}`)).toEqual(['1 push.sent']), soon)
    const { number } = await client.getOrder({ params: { id } })
    expect(service.push.askedFor(id)).toMatchObject([
      {
        key: `cancel-push:${id}:cancelled`,
        member: client.member,
        body: { kind: 'order-cancelled', orderNumber: number, topic: id.replaceAll('-', '') },
      },
    ])
    expect((await service.published(`push:${id}`))[0]!.data).toEqual({
      orderId: id,
      memberId: client.member,
      kind: 'order-cancelled',
      sent: 1,
      gone: 0,
      failed: 0,
    })
  })

  test('is pushed once, under one key, however often the push service has to be asked', async () => {
    service.push.refuse(
      new Problem('UPSTREAM_ERROR', { retryAfterMs: 10 }),
      new Problem('IDEMPOTENCY_KEY_RUNNING', { retryAfterMs: 10 }),
      new Problem('SERVICE_UNAVAILABLE'),
    )
    const { id } = await cancelledEarly()
    await eventually(async () => expect(await eventsOf(`push:${id}`)).toEqual(['1 push.sent']), soon)
    expect(service.push.sentFor(id)).toHaveLength(1)
    const keys = service.push.askedFor(id).map(({ key }) => key)
    expect(keys.length).toBeGreaterThan(3)
    expect(new Set(keys)).toEqual(new Set([`cancel-push:${id}:cancelled`]))
  })

  test('that shipping refuses is not pushed', async () => {
    const { id, client, becomes } = await placed()
    const data = { orderId: id, memberId: client.member }
    await client.cancelOrder({ params: { id } })
    await following.tell('shipping', { type: 'shipment.refused', aggregate: id, data })
    await becomes('confirmed')
    expect(
      await service.database.sql`select from job_unique where unique_key = ${`${id}:cancelled`}`,
    ).toEqual([])
  })

  test('that is rolled back is not pushed, and the next one is', async () => {
    service.product.will(hang)
    const { id, client } = await placed()
    const order = (await findOrder(service.database.sql, id))!
    const cancel = await prepareChange(service.dispatch, order, { type: 'cancel' })
    const undone = service.database.transaction(async (tx) => {
      await cancel(tx)
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    expect(
      await service.database.sql`select from job_unique where unique_key = ${`${id}:cancelled`}`,
    ).toEqual([])

    await client.cancelOrder({ params: { id } })
    await eventually(() => expect(service.push.sentFor(id)).toHaveLength(1), soon)
  })

  test.each(['inline', 'thread'])('is pushed in the mode %s too', { timeout: 120_000 }, async (mode) => {
    const other = await startTestApp({ modes: { MODE_CANCEL_PUSH: mode } })
    try {
      const client = other.clientOf()
      other.product.will(hang)
      const { id } = await client.placeOrder(await other.orderOf())
      expect(await client.cancelOrder({ params: { id } })).toMatchObject({ status: 'cancelled' })
      await eventually(async () => {
        expect((await other.published(`push:${id}`)).map(({ type }) => type)).toEqual(['push.sent'])
      }, startedSoon)
      expect(other.push.sentFor(id)).toHaveLength(1)
    } finally {
      other.product.behave()
      await other.stop()
    }
  })
})

/** The order service as a process of its own. */
function startMain() {
  const env = {
    ...process.env,
    PORT: '0',
    LOG_LEVEL: 'silent',
    DATABASE_URL: service.url,
    ORDER_TOKEN: serviceToken,
    PRODUCT_URL: service.product.url,
    PRODUCT_TOKEN: serviceToken,
  }
  const main = fileURLToPath(new URL('main.ts', import.meta.url))
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const ended = once(child, 'exit')
  return {
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
