import { askAgainAndAgain, getRequest, openLine } from '../bench/order-page/load.ts'
import { percentile } from '../bench/statistics.ts'
import { makeMembers, signIn } from './members.ts'
import type { Figure, Measure } from './measure.ts'
import { placeOrder, stockUp } from './orders.ts'
import type { Shop } from './shop.ts'

const members = 16
/** Browsers that ask again as soon as they have a page, two of each member. */
const browsers = 32
const settleMs = 3_000
const rounds = 3

interface Visitor {
  /** The page as one object, and as lines. */
  whole: Buffer
  lines: Buffer
}

interface Part {
  perSecond: number
  failures: number
  pages: number
  orderMs: number[]
}

/** The order page in turn with a healthy point service and with one that takes connections and never answers. */
export const pointHungPage: Measure = async (shop, { seconds, tell }) => {
  const visitors = await makeVisitors(shop)
  const port = Number(new URL(shop.url).port)
  const part = () => visit(port, visitors, seconds * 1_000)
  tell('warming up')
  await part()
  const healthy: Part[] = []
  const hung: Part[] = []
  for (let round = 1; round <= rounds; round++) {
    tell(`round ${round} of ${rounds}: healthy`)
    healthy.push(await part())
    await shop.point.leave('hang')
    tell(`round ${round} of ${rounds}: the point service hangs`)
    hung.push(await part())
    await shop.point.comeBack()
    await visit(port, visitors, settleMs)
  }
  return [...throughput(healthy, hung), ...orderPart(healthy, hung)]
}

function throughput(healthy: Part[], hung: Part[]): Figure[] {
  const ratios = healthy.map(({ perSecond }, round) => perSecond / hung[round]!.perSecond)
  const rate = (all: Part[]) =>
    percentile(
      all.map(({ perSecond }) => perSecond),
      0.5,
    )
  const pages = [...healthy, ...hung].reduce((sum, part) => sum + part.pages, 0)
  const failed = [...healthy, ...hung].reduce((sum, part) => sum + part.failures, 0)
  return [
    { name: 'pages, healthy', value: rate(healthy), unit: 'a second' },
    { name: 'pages, point hung', value: rate(hung), unit: 'a second', note: 'from the moment it hangs' },
    {
      name: 'pages healthy for each page hung',
      value: percentile(ratios, 0.5),
      unit: 'x',
      atMost: 1 / 0.9,
      note: ratios.map((ratio) => ratio.toFixed(2)).join(' '),
    },
    { name: 'pages that failed', value: failed, unit: '', atMost: 0, note: `of ${pages}` },
  ]
}

function orderPart(healthy: Part[], hung: Part[]): Figure[] {
  const all = (parts: Part[]) => parts.flatMap(({ orderMs }) => orderMs)
  const at = (parts: Part[], share: number) => percentile(all(parts), share)
  return [
    { name: 'order part p50, healthy', value: at(healthy, 0.5), unit: 'ms' },
    { name: 'order part p50, point hung', value: at(hung, 0.5), unit: 'ms' },
    {
      name: 'order part p50, hung against healthy',
      value: at(hung, 0.5) / at(healthy, 0.5),
      unit: 'x',
      atMost: 1.3,
    },
    { name: 'order part p99, healthy', value: at(healthy, 0.99), unit: 'ms' },
    {
      name: 'order part p99, point hung',
      value: at(hung, 0.99),
      unit: 'ms',
      note: `${all(hung).length} pages`,
    },
  ]
}

async function makeVisitors(shop: Shop): Promise<Visitor[]> {
  const product = await stockUp(shop)
  const made = await makeMembers(shop, members)
  const visitors: Visitor[] = []
  for (const member of made) {
    const signedIn = await signIn(shop, member)
    const { id } = await placeOrder(shop, signedIn, product)
    const page = (accept: string) => getRequest(`/api/pages/order/${id}`, { accept, cookie: signedIn.cookie })
    visitors.push({ whole: page('application/json'), lines: page('application/x-ndjson') })
  }
  return visitors
}

/** Browsers that ask for whole pages as fast as they get them, and one that watches when the order of a page is there. */
async function visit(port: number, visitors: Visitor[], forMs: number): Promise<Part> {
  const orderMs: number[] = []
  const end = performance.now() + forMs
  const watching = async () => {
    const line = await openLine(port)
    for (let n = 0; performance.now() < end; n++) {
      const { firstMs } = await line.ask(visitors[n % members]!.lines, '"part":"order"')
      orderMs.push(firstMs)
    }
    line.close()
  }
  const [asked] = await Promise.all([
    askAgainAndAgain({
      port,
      request: (n) => visitors[n % members]!.whole,
      connections: browsers,
      forMs,
    }),
    watching(),
  ])
  return { perSecond: asked.perSecond, failures: asked.failures, pages: asked.times.length, orderMs }
}
