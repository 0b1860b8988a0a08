import { setTimeout as pause } from 'node:timers/promises'
import { paced } from '../bench/paced.ts'
import { readCpu, type Cpu } from './cpu-by-process.ts'
import type { Figure, Measure } from './measure.ts'
import { makeMembers, signIn, type SignedIn } from './members.ts'
import { placeOrder, stockUp } from './orders.ts'
import type { Shop } from './shop.ts'

const memberCount = 20
const giveUpMs = 180_000
/** How quickly the carrier of this shop works: an order is delivered while the next ones come. */
const carrierStepMs = '1000'

/**
 * What an order costs in processor time, from its request until it is delivered, paid with points and on My Page: each
 * process and its sessions in the database, without what they use when there is nothing to do.
 */
export const prepareOrderCost = async () => ({
  env: { CARRIER_STEP_MS: carrierStepMs },
  measure: orderCost,
  stop: async () => {},
})

const orderCost: Measure = async (shop, { seconds, rate, tell }) => {
  const product = await stockUp(shop)
  const members: SignedIn[] = []
  for (const member of await makeMembers(shop, memberCount)) members.push(await signIn(shop, member))
  tell('warming up')
  await order(shop, { members, product, rate, forMs: 5_000 })
  await untilDone(shop)
  tell('nothing to do')
  const idle = await used(shop, () => pause(10_000))
  tell(`${rate} orders a second`)
  let orders = 0
  const busy = await used(shop, async () => {
    orders = await order(shop, { members, product, rate, forMs: seconds * 1_000 })
    await untilDone(shop)
  })
  return figuresOf({ idle, busy, orders })
}

interface Use {
  ms: number
  cpu: Cpu
}

async function used({ owner }: Shop, run: () => Promise<unknown>): Promise<Use> {
  const [before, start] = [await readCpu(owner.sql), performance.now()]
  await run()
  const [after, ms] = [await readCpu(owner.sql), performance.now() - start]
  return { ms, cpu: new Map([...after].map(([name, cpuMs]) => [name, cpuMs - (before.get(name) ?? 0)])) }
}

/** Gives how many were placed: who is too busy for one is not asked again. */
async function order(
  shop: Shop,
  of: { members: SignedIn[]; product: string; rate: number; forMs: number },
): Promise<number> {
  let turn = 0
  let placed = 0
  await paced(of.rate, of.forMs, async () => {
    const member = of.members[turn++ % of.members.length]!
    const order = await placeOrder(shop, member, of.product).catch(() => undefined)
    if (order) placed++
  })
  return placed
}

/** Waits until the points of all orders are there and their pages tell so; not for ever. */
async function untilDone({ owner: { sql } }: Shop): Promise<void> {
  const giveUpAt = performance.now() + giveUpMs
  for (;;) {
    const [{ open }] = await sql<[{ open: number }]>`
      select (select count(*) from "order".orders) - (
        select count(*) from mypage.fact where kind = 'entry' and state = 'accrued' and body ->> 'reason' = 'purchase'
      ) as open`
    if (open === 0) return
    if (performance.now() > giveUpAt) throw new Error(`${open} orders were not done in time`)
    await pause(200)
  }
}

function figuresOf({ idle, busy, orders }: { idle: Use; busy: Use; orders: number }): Figure[] {
  const anOrder = [...busy.cpu].map(([name, cpuMs]) => {
    const atRest = (idle.cpu.get(name) ?? 0) / idle.ms
    return { name, value: (cpuMs - atRest * busy.ms) / orders }
  })
  const sum = (values: Iterable<number>) => [...values].reduce((all, one) => all + one, 0)
  return [
    {
      name: 'processor time of an order, all processes',
      value: sum(anOrder.map(({ value }) => value)),
      unit: 'ms',
      note: `${orders} orders`,
    },
    ...anOrder
      .filter(({ value }) => value >= 0.05)
      .toSorted((a, b) => b.value - a.value)
      .map((each) => ({ ...each, unit: 'ms' })),
    {
      name: 'with nothing to do, all processes',
      value: sum(idle.cpu.values()) / (idle.ms / 1_000),
      unit: 'ms/s',
    },
  ]
}
