import { setTimeout as pause } from 'node:timers/promises'
import { randomFrom } from '@nowait/chassis/events/torture/random'
import { spreadOf } from '../bench/statistics.ts'
import type { Figure } from './measure.ts'
import { insistOnOrder } from './orders.ts'
import { type ShopBehindGate, untilKnown, withProductApart } from './product-apart.ts'

const buyers = 200
const pieces = 50
const giveUpMs = 120_000

/** What befalls the product service while they buy; each is over when its promise is. */
const troubles: Record<string, (shop: ShopBehindGate, random: () => number) => Promise<void>> = {
  nothing: async () => {},
  slow: ({ gate }, random) =>
    forAWhile(() => gate.be({ how: 'slow', ms: () => 50 + random() * 500 }), 2_000, openAgain(gate)),
  hangs: ({ gate }, random) =>
    forAWhile(() => gate.be({ how: 'shut' }), 500 + random() * 1_000, openAgain(gate)),
  'does it and never answers': ({ gate }, random) =>
    forAWhile(() => gate.be({ how: 'mute' }), 500 + random() * 1_000, openAgain(gate)),
  'is stopped and goes on': ({ product }, random) =>
    forAWhile(
      () => product.leave('hang'),
      500 + random() * 1_000,
      () => product.comeBack(),
    ),
  'is killed and restarted': ({ product }, random) =>
    forAWhile(
      () => product.leave('kill'),
      random() * 500,
      () => product.comeBack(),
    ),
  'is restarted': ({ product }, random) =>
    forAWhile(
      () => product.leave('stop'),
      random() * 500,
      () => product.comeBack(),
    ),
}

const openAgain = (gate: ShopBehindGate['gate']) => () => gate.be({ how: 'open' })

async function forAWhile(begin: () => unknown, ms: number, end: () => unknown): Promise<void> {
  await begin()
  await pause(ms)
  await end()
}

interface Round {
  trouble: string
  sold: number
  rejected: number
  /** Orders beyond one a buyer, or missing. */
  astray: number
  /** Still neither confirmed nor rejected. */
  waiting: number
  left: number
  lowest: number
  /** Reservations that are not those of the confirmed orders. */
  leftOver: number
  /** Until every buyer had his answer, and until all of it was settled. */
  answeredS: number
  seconds: number
}

/** In each round 200 buyers want 50 pieces at once, while the product service is slow, hangs, dies or is restarted. */
export const prepareBuyers = withProductApart(async (shop, { rounds, seed, tell }) => {
  const random = randomFrom(seed)
  const products = await shop.owner.sql<{ id: string }[]>`select id from product.product order by id`
  await untilKnown(shop, products[0]!.id)
  const kinds = Object.keys(troubles)
  const done: Round[] = []
  for (let nth = 0; nth < rounds; nth++) {
    // Each kind as often as the others, from the first rounds on.
    const trouble = kinds[nth % kinds.length]!
    tell(`round ${nth + 1} of ${rounds}: product ${trouble}`)
    done.push(await sell(shop, { productId: products[nth % products.length]!.id, trouble, random }))
  }
  return figuresOf(done)
}, buyers)

async function sell(
  shop: ShopBehindGate,
  { productId, trouble, random }: { productId: string; trouble: string; random: () => number },
): Promise<Round> {
  const { sql } = shop.owner
  await sql`update product.product set stock = ${pieces} where id = ${productId}`
  const [{ before }] = await sql<[{ before: number }]>`select count(*)::int as before from "order".orders`
  const watch = watchStock(shop, productId)
  const began = performance.now()
  const troubled = pause(random() * 300).then(() => troubles[trouble]!(shop, random))
  const ids = await Promise.all(shop.members.map((member) => insistOnOrder(shop, member, productId)))
  const answeredS = (performance.now() - began) / 1_000
  await troubled
  await until(async () => (await waitingOf(shop, ids)) === 0 && (await openOf(shop, ids)) === 0)
  const lowest = await watch.stop()
  const [row] = await sql<[Omit<Round, 'trouble' | 'lowest' | 'answeredS' | 'seconds'>]>`
    with mine as (select id, status from "order".orders where id = any(${ids}::uuid[]))
    select
      count(*) filter (where status not in ('awaiting-stock', 'rejected'))::int as sold,
      count(*) filter (where status = 'rejected')::int as rejected,
      count(*) filter (where status = 'awaiting-stock')::int as waiting,
      (abs((select count(*) from "order".orders) - ${before} - ${buyers}) + ${buyers} - count(*))::int as astray,
      (select stock from product.product where id = ${productId}) as left,
      (select count(*) from mine full join (
        select order_id from product.reservation
        where state in ('reserved', 'sold') and items->0->>'productId' = ${productId} and order_id = any(${ids}::uuid[])
      ) as held on held.order_id = mine.id
        where (mine.status not in ('awaiting-stock', 'rejected')) is distinct from (held.order_id is not null))::int as "leftOver"
    from mine`
  return { ...row, trouble, lowest, answeredS, seconds: (performance.now() - began) / 1_000 }
}

const waitingOf = ({ owner: { sql } }: ShopBehindGate, ids: string[]) =>
  countOf(
    sql`select count(*)::int as count from "order".orders where id = any(${ids}::uuid[]) and status = 'awaiting-stock'`,
  )

/** Reservations that are neither sold nor given back. */
const openOf = ({ owner: { sql } }: ShopBehindGate, ids: string[]) =>
  countOf(
    sql`select count(*)::int as count from product.reservation where order_id = any(${ids}::uuid[]) and state = 'reserved'`,
  )

async function countOf(query: PromiseLike<Iterable<unknown>>): Promise<number> {
  const [row] = [...(await query)] as { count: number }[]
  return row!.count
}

/** Waits, but not for ever: what is not so by then is seen in the figures. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  const giveUpAt = performance.now() + giveUpMs
  while (!(await isSo()) && performance.now() < giveUpAt) await pause(50)
}

/** Looks at the stock all the time; gives the lowest it has seen. */
function watchStock({ owner: { sql } }: ShopBehindGate, productId: string): { stop(): Promise<number> } {
  const stopping = new AbortController()
  let lowest = Number.POSITIVE_INFINITY
  const look = async () => {
    while (!stopping.signal.aborted) {
      const [row] = await sql<[{ stock: number }]>`select stock from product.product where id = ${productId}`
      lowest = Math.min(lowest, row.stock)
      await pause(20)
    }
  }
  const looking = look()
  return {
    async stop() {
      stopping.abort()
      await looking
      return lowest
    },
  }
}

function figuresOf(rounds: Round[]): Figure[] {
  const wrong = rounds.filter(({ sold, left }) => sold !== pieces || left !== 0)
  const sum = (of: (round: Round) => number) => rounds.reduce((all, round) => all + of(round), 0)
  const none = { unit: '', atMost: 0 }
  const secondsOf = (of: (round: Round) => number, name: string): Figure => {
    const { median, max } = spreadOf(rounds.map(of))
    return { name, value: median, unit: 's', note: `longest ${max.toFixed(1)} s` }
  }
  return [
    { name: 'rounds', value: rounds.length, unit: '', note: `${buyers} buyers of ${pieces} pieces each` },
    {
      name: `rounds in which not exactly ${pieces} were sold`,
      value: wrong.length,
      ...none,
      note: wrong.map(({ trouble, sold, left }) => `${trouble}: ${sold} sold, ${left} left`).join('; '),
    },
    { name: 'pieces sold', value: sum(({ sold }) => sold), unit: '' },
    { name: 'orders rejected', value: sum(({ rejected }) => rejected), unit: '' },
    { name: 'pieces below zero', value: Math.max(0, ...rounds.map(({ lowest }) => -lowest)), ...none },
    { name: 'reservations left over or missing', value: sum(({ leftOver }) => leftOver), ...none },
    { name: 'orders lost or made twice', value: sum(({ astray }) => astray), ...none },
    { name: 'orders that still wait', value: sum(({ waiting }) => waiting), ...none },
    secondsOf(({ answeredS }) => answeredS, 'until all buyers have an answer, median'),
    secondsOf(({ seconds }) => seconds, 'until all is settled, median'),
  ]
}
