import { setTimeout as pause } from 'node:timers/promises'
import { paced } from '../bench/paced.ts'
import { percentile } from '../bench/statistics.ts'
import { makeMembers, type SignedIn, signIn } from './members.ts'
import type { Figure, Measure, Prepared } from './measure.ts'
import { cancelOrder, placeOrder, post, stockUp } from './orders.ts'
import { type PushReceiver, startPushReceiver } from './push-service.ts'
import type { Shop } from './shop.ts'

const memberCount = 10
const giveUpMs = 60_000

interface Subscriber extends SignedIn {
  endpoint: string
}

/** How long after "cancel order" the push arrives at the member's browser, or at what stands for it. */
export async function prepareCancelPush(): Promise<Prepared> {
  const receiver = await startPushReceiver()
  return { env: receiver.env, measure: measureWith(receiver), stop: () => receiver.stop() }
}

const measureWith =
  (receiver: PushReceiver): Measure =>
  async (shop, { seconds, rate, tell }) => {
    const product = await stockUp(shop)
    const subscribers = await subscribe(shop, receiver)
    let turn = 0
    const cancelled: Array<{ endpoint: string; at: number }> = []
    const failures: string[] = []
    const once = async () => {
      const subscriber = subscribers[turn++ % subscribers.length]!
      try {
        const { id } = await placeOrder(shop, subscriber, product)
        const at = Date.now()
        await cancelOrder(shop, subscriber, id)
        cancelled.push({ endpoint: subscriber.endpoint, at })
      } catch (error) {
        failures.push(String(error))
      }
    }
    tell('orders are placed and cancelled')
    await paced(rate, seconds * 1000, once)
    tell('the last pushes arrive')
    const waits = await waitsOf(receiver, cancelled)
    return figures(waits, cancelled.length, failures)
  }

function figures(waits: number[], cancelled: number, failures: string[]): Figure[] {
  return [
    { name: 'cancel to push, p50', value: percentile(waits, 0.5), unit: 'ms' },
    {
      name: 'cancel to push, p95',
      value: percentile(waits, 0.95),
      unit: 'ms',
      atMost: 10_000,
      note: `${waits.length} pushes`,
    },
    { name: 'pushes missing or too many', value: Math.abs(cancelled - waits.length), unit: '', atMost: 0 },
    {
      name: 'orders that could not be placed or cancelled',
      value: failures.length,
      unit: '',
      atMost: 0,
      note: failures[0],
    },
  ]
}

async function subscribe(shop: Shop, receiver: PushReceiver): Promise<Subscriber[]> {
  const members = await makeMembers(shop, memberCount)
  return Promise.all(
    members.map(async (member) => {
      const signedIn = await signIn(shop, member)
      const subscription = await receiver.newBrowser()
      await post(`${shop.url}/api/push/subscriptions`, signedIn.cookie, subscription)
      return { ...signedIn, endpoint: subscription.endpoint }
    }),
  )
}

/** Of each browser the first cancellation with the first push, and so on: which is whose is not needed for their times. */
async function waitsOf(
  receiver: PushReceiver,
  cancelled: Array<{ endpoint: string; at: number }>,
): Promise<number[]> {
  const byBrowser = [...Map.groupBy(cancelled, ({ endpoint }) => endpoint)]
  const start = performance.now()
  for (;;) {
    const waits: number[] = []
    for (const [endpoint, list] of byBrowser) {
      const arrived = (await receiver.arrivals(endpoint)).toSorted((a, b) => a - b)
      const asked = list.map(({ at }) => at).toSorted((a, b) => a - b)
      arrived.forEach((at, nth) => waits.push(at - (asked[nth] ?? Number.NaN)))
    }
    if (waits.length >= cancelled.length || performance.now() - start > giveUpMs) return waits
    await pause(100)
  }
}
