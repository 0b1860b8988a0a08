import { eventually } from '@nowait/chassis/testing/eventually'
import type { Fault } from '@nowait/contract/faults'
import { percentile } from '../bench/statistics.ts'
import { setFaults } from '../faults/set-faults.ts'
import { makeMembers, signIn } from '../measure/members.ts'
import { placeOrder, stockUp } from '../measure/orders.ts'
import { openShop, type Shop } from '../measure/shop.ts'
import { askAll, askObject, askStream, type Asked, type PageOf } from './page-ways.ts'

/** What the point service does while the page of an order is asked for. */
const situations = {
  healthy: [],
  'slow, 0.9 s': [{ kind: 'latency', wait: { shape: 'fixed', ms: 900 } }],
  hangs: [{ kind: 'hang' }],
  fails: [{ kind: 'error' }],
} as const satisfies Record<string, Array<Pick<Fault, 'kind'> & Partial<Fault>>>
export type Situation = keyof typeof situations

/** All in one by nobody in particular, ours as one object, ours in parts. */
const ways = { 'waits for all': askAll, 'one object': askObject, streamed: askStream }
export type Way = keyof typeof ways

/** The page of an order, one way, in one situation. ms; null: never, or not within the patience of whoever looks at it. */
export interface PageRun {
  situation: Situation
  way: Way
  /** Until the order itself can be shown. */
  orderMs: number | null
  /** Until nothing more comes. */
  allMs: number | null
  /** What becomes of the part that is asked of the point service. */
  point: Asked['point']
}

/** Few enough that no circuit opens in between: then nobody would wait, and nothing could be compared. */
const atOnce = 4

export async function comparePages(options: {
  quick: boolean
  tell(text: string): void
  onRun(run: PageRun): void
}): Promise<void> {
  const { quick, tell, onRun } = options
  tell('pages: starting the shop')
  const shop = await openShop({ LAB: '1' })
  try {
    const page = await openOrder(shop)
    for (const situation of Object.keys(situations) as Situation[]) {
      const asked: Record<Way, Asked[]> = { 'waits for all': [], 'one object': [], streamed: [] }
      for (let round = 0; round < (quick ? 1 : 5); round++) {
        await setFaults(shop.services.point, [...situations[situation]])
        for (const way of Object.keys(ways) as Way[]) {
          tell(`pages: point service ${situation}, ${way}`)
          asked[way].push(...(await askSome(way, page)))
        }
        await setFaults(shop.services.point, [])
        await untilComplete(page)
      }
      for (const way of Object.keys(ways) as Way[]) onRun(summary(situation, way, asked[way]))
    }
  } finally {
    tell('pages: stopping the shop')
    await shop.stop()
  }
}

/** An order whose parcel and points are there. */
async function openOrder(shop: Shop): Promise<PageOf> {
  const product = await stockUp(shop)
  const [first] = await makeMembers(shop, 1)
  const member = await signIn(shop, first!)
  const { id } = await placeOrder(shop, member, product)
  const page = { shop, member, id }
  await untilComplete(page)
  return page
}

const untilComplete = (page: PageOf) =>
  eventually(
    async () => (await askStream(page)).point === 'ready' && (await askAll(page)).point === 'ready',
    {
      withinMs: 60_000,
    },
  )

/** One after the other, but for those who would wait for ever. */
async function askSome(way: Way, page: PageOf): Promise<Asked[]> {
  const ask = () => ways[way](page)
  if (way === 'waits for all') return Promise.all(Array.from({ length: atOnce }, ask))
  const all: Asked[] = []
  for (let n = 0; n < atOnce; n++) all.push(await ask())
  return all
}

function summary(situation: Situation, way: Way, asked: Asked[]): PageRun {
  const middle = (times: Array<number | null>) => {
    const known = times.map((each) => each ?? Number.POSITIVE_INFINITY)
    const value = percentile(known, 0.5)
    return Number.isFinite(value) ? value : null
  }
  return {
    situation,
    way,
    orderMs: middle(asked.map(({ orderMs }) => orderMs)),
    allMs: middle(asked.map(({ allMs }) => allMs)),
    point: asked.at(-1)!.point,
  }
}
