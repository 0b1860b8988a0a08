import { setTimeout as pause } from 'node:timers/promises'
import { paced } from '../bench/paced.ts'
import { percentile } from '../bench/statistics.ts'
import { type Broker, startBroker } from './broker.ts'
import { makeMembers, type SignedIn, signIn } from './members.ts'
import type { Measure, Prepared } from './measure.ts'
import { placeOrder, stockUp } from './orders.ts'
import { newsOfOrders } from './news.ts'
import type { Shop } from './shop.ts'

const memberCount = 20
const giveUpMs = 180_000

/** Orders are placed while the broker that carries their events is there, away, and there again. */
export async function prepareKafkaAway(): Promise<Prepared> {
  const broker = await startBroker()
  return { env: broker.env, measure: measureWith(broker), stop: () => broker.stop() }
}

const measureWith =
  (broker: Broker): Measure =>
  async (shop, { seconds, rate, tell }) => {
    const product = await stockUp(shop)
    const members = await Promise.all(
      (await makeMembers(shop, memberCount)).map((each) => signIn(shop, each)),
    )
    const orders = (forMs: number) => ordersAt(shop, { rate, forMs, members, product })
    tell('warming up')
    const warm = await orders(5_000)
    tell('healthy')
    const healthy = await orders(seconds * 1000)
    await untilAllIsKnown(shop)
    tell('the broker is stopped')
    await broker.leave()
    const away = await orders(seconds * 1000)
    const { waiting } = await newsOfOrders(shop)
    tell('it comes back')
    await broker.comeBack()
    const backMs = await untilAllIsKnown(shop)
    const all = [warm, healthy, away]
    const placed = all.flatMap(({ times }) => times).length
    const failures = all.flatMap((each) => each.failures)
    const { events, outOfOrder, repeated, orders: known } = await newsOfOrders(shop)
    return [
      {
        name: 'order p99, broker there',
        value: percentile(healthy.times, 0.99),
        unit: 'ms',
        note: `${healthy.times.length} orders`,
      },
      {
        name: 'order p99, broker away',
        value: percentile(away.times, 0.99),
        unit: 'ms',
        note: `${away.times.length} orders`,
      },
      { name: 'orders that failed', value: failures.length, unit: '', atMost: 0, note: failures[0] },
      { name: 'events that had to wait', value: waiting, unit: '' },
      { name: 'from its return until all are known', value: backMs / 1000, unit: 's' },
      {
        name: 'orders nobody heard of',
        value: placed - known,
        unit: '',
        atMost: 0,
        note: `${events} events`,
      },
      { name: 'orders told of in another order', value: outOfOrder, unit: '', atMost: 0 },
      { name: 'orders told of twice', value: repeated, unit: '', atMost: 0 },
    ]
  }

async function ordersAt(
  shop: Shop,
  { rate, forMs, members, product }: { rate: number; forMs: number; members: SignedIn[]; product: string },
) {
  const times: number[] = []
  const failures: string[] = []
  let turn = 0
  await paced(rate, forMs, async () => {
    try {
      times.push((await placeOrder(shop, members[turn++ % members.length]!, product)).ms)
    } catch (error) {
      failures.push(String(error))
    }
  })
  return { times, failures }
}

/** Ms until the front door has heard of every event of orders; infinite when it still has not. */
async function untilAllIsKnown(shop: Shop): Promise<number> {
  const start = performance.now()
  while (performance.now() - start < giveUpMs) {
    if ((await newsOfOrders(shop)).waiting === 0) return performance.now() - start
    await pause(100)
  }
  return Number.POSITIVE_INFINITY
}
