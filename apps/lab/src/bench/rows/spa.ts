import { openShop } from '../../measure/shop.ts'
import { say } from '../../terminal.ts'
import { startChromium } from '../browser/chromium.ts'
import { type Visit, visitShop } from '../browser/visit.ts'
import { inTurn } from '../rounds.ts'
import { type Bench, compare } from '../row.ts'

/** Head, shell, the home page, React, and what it needs to fetch and to route; compressed. */
const scriptBudgetKB = 110
const shown = { floor: null, stretch: null }

/** What a first visit weighs, and a page by a click against the same page loaded anew. */
export const spa: Bench = async ({ rounds, tell }) => {
  const browser = await startChromium()
  if (!browser) {
    say('  spa: skipped: no Chromium; CHROMIUM_PATH names one')
    return []
  }
  tell('starting the shop')
  const shop = await openShop()
  try {
    const { visit } = await inTurn({ visit: () => visitShop(browser, shop.url) }, { rounds, tell })
    return rowsOf(visit)
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
