import { openShop } from '../../measure/shop.ts'
import { startChromium } from '../browser/chromium.ts'
import { judgeHome, type Judgement } from '../browser/lighthouse.ts'
import { type OrderVisit, visitOrder } from '../browser/visit-order.ts'
import { type Visit, visitShop } from '../browser/visit.ts'
import { inTurn } from '../rounds.ts'
import { type Bench, compare, NotHere } from '../row.ts'

/** Head, shell, the home page, React, and what it needs to fetch and to route; compressed. */
const scriptBudgetKB = 110
/** What `npm run lighthouse` is held to. */
const goal = { score: 97, lcpMs: 1_900 }
const shown = { floor: null, stretch: null }

/** What a first visit weighs, and a page by a click against the same page loaded anew. */
export const spa: Bench = async ({ quick, rounds, tell }) => {
  const browser = await startChromium()
  if (!browser) throw new NotHere('no Chromium; CHROMIUM_PATH names one')
  tell('starting the shop')
  const shop = await openShop()
  try {
    const { visit } = await inTurn({ visit: () => visitShop(browser, shop.url) }, { rounds, tell })
    const { order } = await inTurn({ order: () => visitOrder(browser, shop) }, { rounds, tell })
    tell('Lighthouse')
    const home = await judgeHome(shop.url, quick ? 1 : 3)
    return [...rowsOf(visit), ...partRows(order), ...lighthouseRows(home, quick ? 1 : 3)]
  } finally {
    await browser.close()
    await shop.stop()
  }
}

function rowsOf(visits: Visit[]) {
  const ours = <T>(pick: (visit: Visit) => T) => visits.map(pick)
  const [{ first, click, anew }] = visits as [Visit]
  const note = `documents ${click.documents} against ${anew.documents}`
  const peer = 'the same page loaded anew'
  return [
    compare({
      name: 'a new page by a click',
      unit: 'ms',
      better: 'less',
      ours: ours((visit) => visit.click.ms),
      peer: { name: peer, values: ours((visit) => visit.anew.ms) },
      floor: 1,
      stretch: 2,
      note,
    }),
    compare({
      name: 'requests of a new page',
      unit: 'requests',
      better: 'less',
      // A document among them would make it a page like any other: then nothing is gained.
      ours: ours((visit) => (visit.click.documents > 0 ? Number.NaN : visit.click.requests)),
      peer: { name: peer, values: ours((visit) => visit.anew.requests) },
      floor: 1,
      stretch: 2,
      note,
    }),
    compare({
      name: 'kB of a new page',
      unit: 'kB over the wire',
      better: 'less',
      ours: ours((visit) => visit.click.kB),
      peer: { name: peer, values: ours((visit) => visit.anew.kB) },
      ...shown,
    }),
    compare({
      name: 'scripts of a first visit',
      unit: 'kB over the wire',
      better: 'less',
      ours: ours((visit) => visit.first.scriptKB),
      peer: { name: `${scriptBudgetKB} kB`, values: visits.map(() => scriptBudgetKB) },
      floor: 1,
      stretch: 1.1,
      note: `${first.requests} requests, ${first.kB.toFixed(0)} kB with pictures`,
    }),
    compare({
      name: 'largest paint of a first visit',
      unit: 'ms, this machine and no network; phones: npm run lighthouse',
      better: 'less',
      ours: ours((visit) => visit.first.lcpMs),
      peer: { name: '2500 ms', values: visits.map(() => 2_500) },
      floor: 1,
      stretch: 5,
    }),
  ]
}

function partRows(visits: OrderVisit[]) {
  const first = (how: keyof OrderVisit) => visits.map((visit) => visit[how].first)
  const all = (how: keyof OrderVisit) => visits.map((visit) => visit[how].all)
  const common = { unit: 'ms from a click', better: 'less' } as const
  return [
    compare({
      ...common,
      name: 'first part of a page, point hangs',
      ours: first('hung'),
      peer: { name: 'all services well', values: first('well') },
      floor: 0.6,
      stretch: 0.9,
    }),
    compare({
      ...common,
      name: 'first part of a page, point hangs',
      ours: first('hung'),
      peer: { name: 'the whole page', values: all('hung') },
      floor: 2,
      stretch: 10,
    }),
    compare({
      ...common,
      name: 'first part of a page, all well',
      ours: first('well'),
      peer: { name: 'the whole page', values: all('well') },
      ...shown,
    }),
  ]
}

function lighthouseRows({ score, lcp }: Judgement, runs: number) {
  const note = `home page on a simulated phone and slow network, median of ${runs}`
  return [
    compare({
      name: 'score of Lighthouse',
      unit: 'of 100',
      better: 'more',
      ours: [score],
      peer: { name: String(goal.score), values: [goal.score] },
      floor: 0.9,
      stretch: 1,
      note,
    }),
    compare({
      name: 'largest paint on a phone',
      unit: 'ms',
      better: 'less',
      ours: [lcp],
      peer: { name: `${goal.lcpMs} ms`, values: [goal.lcpMs] },
      floor: 0.8,
      stretch: 1,
      note,
    }),
  ]
}
