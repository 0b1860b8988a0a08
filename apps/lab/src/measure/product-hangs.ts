import { setTimeout as pause } from 'node:timers/promises'
import { paced } from '../bench/paced.ts'
import { percentile } from '../bench/statistics.ts'
import { watchGuard } from './guard-watch.ts'
import type { Figure } from './measure.ts'
import { newsOfOrders } from './news.ts'
import { placeOrder, stockUp, type Placed } from './orders.ts'
import { type MeasureBehindGate, type ShopBehindGate, untilKnown, withProductApart } from './product-apart.ts'

const memberCount = 20
const giveUpMs = 120_000
/** The plan of order→product: how long it is left alone before it is asked again. */
const openMs = 1_000
/** Parcels stand still: those of one part, which real carriers move in days, would be a load of the next. */
const settings = { CARRIER_STEP_MS: '0' }

/** Members order while the product service is healthy, hangs, and is healthy again. */
const productHangs: MeasureBehindGate = async (shop, { seconds, rate, tell }) => {
  const productId = await stockUp(shop)
  await untilKnown(shop, productId)
  const orders = (forMs: number) => ordersAt(shop, { rate, forMs, productId })
  const watch = watchGuard(shop, 'order', 'order→product')
  try {
    tell('warming up')
    const warm = await orders(5_000)
    await untilCalm(shop)
    tell('healthy')
    const healthy = await orders(seconds * 1_000)
    // What follows from the orders so far (points, parcels, pages) is no load of the hang.
    await untilCalm(shop)
    tell('the product service hangs')
    const hungAt = Date.now()
    shop.gate.be({ how: 'shut' })
    const hung = await orders(seconds * 1_000)
    tell('it answers again')
    const waiting = await countWaiting(shop)
    const backAt = Date.now()
    shop.gate.be({ how: 'open' })
    const after = await orders(10_000)
    const settledMs = (await untilNoneWaits(shop)) - backAt
    const changes = await watch.changes()
    const all = [warm, healthy, hung, after]
    const failures = all.flatMap(({ failed }) => failed)
    const openedAt = changes.find(({ at, to }) => to === 'open' && at >= hungAt)?.at ?? Number.NaN
    const closedAt = changes.find(({ at, to }) => to === 'closed' && at >= backAt)?.at ?? Number.NaN
    const asked = shop.gate.passages.filter(isReservation)
    const inOutage = asked.filter(({ at }) => at >= hungAt && at < backAt)
    const begun = inOutage.filter(({ at }) => at <= openedAt).length
    const whileOpen = hung.placed.filter(({ at }) => at > openedAt).map(({ ms }) => ms)
    return [
      { name: 'order p99, product healthy', value: percentile(timesOf(healthy), 0.99), unit: 'ms' },
      {
        name: 'from the hang to the open circuit',
        value: openedAt - hungAt,
        unit: 'ms',
        // Or after twenty calls, whichever comes first.
        ...(begun > 20 && { atMost: 1_000 }),
        ...(!Number.isFinite(openedAt) && { atMost: 0 }),
        note: `goal 1 s or 20 calls; ${begun} calls`,
      },
      { name: 'order p50, circuit open', value: percentile(whileOpen, 0.5), unit: 'ms' },
      {
        name: 'order p99, circuit open',
        value: percentile(whileOpen, 0.99),
        unit: 'ms',
        atMost: 300,
        note: `${whileOpen.length} orders`,
      },
      { name: 'orders that failed', value: failures.length, unit: '', atMost: 0, note: failures[0] },
      {
        name: 'calls to product an order, while it hung',
        value: inOutage.length / hung.placed.length,
        unit: 'x',
        atMost: 1.1,
        note: `${inOutage.length} calls, ${inOutage.filter(({ deadlineMs }) => deadlineMs > 500).length} of jobs`,
      },
      {
        name: 'from its return to the closed circuit',
        value: closedAt - backAt,
        unit: 'ms',
        atMost: 2 * openMs,
      },
      { name: 'orders that awaited their stock', value: waiting, unit: '' },
      { name: 'from its return until none waits', value: settledMs / 1_000, unit: 's' },
      ...(await settledFigures(shop, productId)),
    ]
  } finally {
    watch.stop()
  }
}

export const prepareProductHangs = withProductApart(productHangs, memberCount, settings)

const isReservation = ({ method, path }: { method: string; path: string }) =>
  method === 'PUT' && path.startsWith('/reservations/')

interface Orders {
  placed: (Placed & { at: number })[]
  failed: string[]
}

const timesOf = ({ placed }: Orders) => placed.map(({ ms }) => ms)

async function ordersAt(
  shop: ShopBehindGate,
  { rate, forMs, productId }: { rate: number; forMs: number; productId: string },
): Promise<Orders> {
  const orders: Orders = { placed: [], failed: [] }
  let turn = 0
  await paced(rate, forMs, async () => {
    const at = Date.now()
    try {
      const placed = await placeOrder(shop, shop.members[turn++ % shop.members.length]!, productId)
      orders.placed.push({ ...placed, at })
    } catch (error) {
      orders.failed.push(String(error))
    }
  })
  return orders
}

async function countWaiting({ owner }: ShopBehindGate): Promise<number> {
  const [row] = await owner.sql<[{ count: number }]>`
    select count(*)::int as count from "order".orders where status = 'awaiting-stock'`
  return row.count
}

/** When no order waited for stock any more, ms since 1970; infinite when some still do. */
async function untilNoneWaits(shop: ShopBehindGate): Promise<number> {
  const giveUpAt = Date.now() + giveUpMs
  while (Date.now() < giveUpAt) {
    if ((await countWaiting(shop)) === 0) return Date.now()
    await pause(50)
  }
  return Number.POSITIVE_INFINITY
}

/** Waits until all of the orders so far is done and told, but not for ever. */
async function untilCalm(shop: ShopBehindGate): Promise<void> {
  const giveUpAt = Date.now() + giveUpMs
  const isCalm = async () => {
    const [row] = await shop.owner.sql<[{ jobs: number }]>`select count(*)::int as jobs from "order".job`
    return row.jobs === 0 && (await newsOfOrders(shop)).waiting === 0
  }
  while (!(await isCalm()) && Date.now() < giveUpAt) await pause(200)
}

async function settledFigures(shop: ShopBehindGate, productId: string): Promise<Figure[]> {
  const [row] = await shop.owner.sql<[{ sold: number; left: number }]>`
    select (select count(*)::int from "order".orders where status not in ('awaiting-stock', 'rejected')) as sold,
      (select stock from product.product where id = ${productId}) as left`
  const waiting = await countWaiting(shop)
  return [
    { name: 'orders that still wait', value: waiting, unit: '', atMost: 0 },
    {
      name: 'pieces lost or made up',
      value: Math.abs(1_000_000 - row.left - row.sold),
      unit: '',
      atMost: 0,
      note: `${row.sold} sold`,
    },
  ]
}
