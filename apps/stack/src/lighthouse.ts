import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from '@playwright/test'
import { launch } from 'chrome-launcher'
import lighthouse from 'lighthouse'
import { demoCatalogue } from '@nowait/contract/demo-catalogue'
import { demoMember } from '@nowait/contract/demo'
import { findBrowser } from './browser.ts'
import { serveSite } from './e2e-site.ts'
import { Failure } from './failure.ts'
import { red } from './report.ts'
import { runToEnd } from './run-to-end.ts'
import { listenForStop } from './stop-signals.ts'

/** One run on one page. Times in ms, `bytes` as they went over the wire. */
type Measured = {
  score: number
  fcp: number
  lcp: number
  tbt: number
  cls: number
  bytes: number
  requests: number
}

const goal = { score: 97, lcp: 1900 }
const mug = demoCatalogue[0]!
const demoOrder = {
  items: [{ productId: mug.id, quantity: 1 }],
  shipTo: {
    name: demoMember.name,
    phone: '010-1234-5678',
    postalCode: '04038',
    address: '서울 마포구 양화로 45',
  },
}

/** What is measured: each gives its path, after what has to be done in that browser first. */
const pages = {
  home: async () => '/',
  product: async () => `/products/${mug.id}`,
  order: orderOfMember,
}
type PageName = keyof typeof pages
const isPage = (name: string): name is PageName => name in pages

const signals = listenForStop()
await runToEnd(main, signals)

/**
 * Measures the built shop on a phone and a slow network, as Lighthouse simulates them. `--assert`: below the goal fails.
 * `--site`: a shop that runs already. `--page`: only this one, or these.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      assert: { type: 'boolean', default: false },
      site: { type: 'string' },
      page: { type: 'string', multiple: true, default: Object.keys(pages) },
      runs: { type: 'string', default: '3' },
      json: { type: 'string' },
    },
  })
  const runs = Number(values.runs)
  const chromePath = await findBrowser(signals.asked)
  const site = values.site ? { url: values.site, stop: async () => {} } : await serveSite('stack', signals)
  try {
    const medians: Record<string, Measured> = {}
    for (const name of Object.keys(pages)
      .filter(isPage)
      .filter((each) => values.page.includes(each))) {
      const measured: Measured[] = []
      for (let run = 0; run < runs; run++) {
        const once = () => measure(chromePath, site.url, name)
        // A browser that has just started sometimes paints nothing in time: that is no figure, and asked for again, twice.
        measured.push(await once().catch(once).catch(once))
      }
      medians[name] = medianOf(measured)
    }
    print(medians, runs)
    if (values.json) writeFileSync(values.json, JSON.stringify(medians))
    const missed = Object.entries(medians).filter(
      ([, { score, lcp }]) => score < goal.score || lcp > goal.lcp,
    )
    for (const [name] of missed) process.stdout.write(red(`  ${name} misses the goal\n`))
    return values.assert && missed.length > 0 ? 1 : 0
  } finally {
    await site.stop()
  }
}

/** In a browser of its own that has nothing in its cache. */
async function measure(chromePath: string, site: string, name: PageName): Promise<Measured> {
  signals.asked.throwIfAborted()
  const userDataDir = mkdtempSync(join(tmpdir(), 'nowait-lighthouse-'))
  const chrome = await launch({ chromePath, chromeFlags: browserFlags(), userDataDir })
  try {
    const url = site + (await pages[name](chrome.port, site))
    const result = await lighthouse(url, {
      port: chrome.port,
      logLevel: 'error',
      onlyCategories: ['performance'],
      // Who is signed in is what we have just put there; there is nothing else.
      disableStorageReset: true,
    })
    const trouble = result?.lhr.runtimeError?.message ?? (result ? '' : 'no result')
    if (!result || trouble) throw new Failure(`Lighthouse could not measure ${url}: ${trouble}`)
    return read(result.lhr)
  } finally {
    chrome.kill()
    rmSync(userDataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
}

function browserFlags(): string[] {
  const asRoot = process.getuid?.() === 0
  return ['--headless=new', '--disable-gpu', '--no-proxy-server', ...(asRoot ? ['--no-sandbox'] : [])]
}

/** Signs the demo member in, without loading anything of the shop, and places an order: the path of its page. */
async function orderOfMember(port: number, site: string): Promise<string> {
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`)
  try {
    const context = browser.contexts()[0]!
    const headers = { 'x-csrf': '1', 'idempotency-key': crypto.randomUUID() }
    const { email, password } = demoMember
    const post = { headers, failOnStatusCode: true }
    await context.request.post(`${site}/api/session`, { ...post, data: { email, password } })
    const order = await context.request.post(`${site}/api/orders`, { ...post, data: demoOrder })
    const page = await context.newPage()
    await page.goto(`${site}/api/health`)
    await page.evaluate(`localStorage.setItem('nowait.signed-in', '1')`)
    await page.close()
    const { id } = (await order.json()) as { id: string }
    return `/orders/${id}`
  } finally {
    await browser.close()
  }
}

type Report = {
  categories: Record<string, { score: number | null }>
  audits: Record<string, { numericValue?: number; details?: unknown }>
}

function read({ categories, audits }: Report): Measured {
  const value = (audit: string) => audits[audit]?.numericValue ?? Number.NaN
  const requests = audits['network-requests']?.details as { items: unknown[] } | undefined
  return {
    score: Math.round((categories['performance']?.score ?? 0) * 100),
    fcp: value('first-contentful-paint'),
    lcp: value('largest-contentful-paint'),
    tbt: value('total-blocking-time'),
    cls: value('cumulative-layout-shift'),
    bytes: value('total-byte-weight'),
    requests: requests?.items.length ?? Number.NaN,
  }
}

/** Each figure's own median. */
function medianOf(measured: Measured[]): Measured {
  const names = Object.keys(measured[0]!) as (keyof Measured)[]
  const middle = (name: keyof Measured) =>
    measured.map((one) => one[name]).toSorted((a, b) => a - b)[Math.floor(measured.length / 2)]!
  return Object.fromEntries(names.map((name) => [name, middle(name)])) as Measured
}

function print(medians: Record<string, Measured>, runs: number): void {
  const row = (cells: (string | number)[]) =>
    process.stdout.write(
      `  ${cells.map((cell, at) => (at ? String(cell).padStart(9) : String(cell).padEnd(10))).join('')}\n`,
    )
  process.stdout.write(`\n  Lighthouse, phone on a slow network, median of ${runs}\n\n`)
  row(['page', 'score', 'FCP ms', 'LCP ms', 'TBT ms', 'CLS', 'kB', 'requests'])
  for (const [name, one] of Object.entries(medians)) {
    const times = [one.fcp, one.lcp, one.tbt].map(Math.round)
    row([name, one.score, ...times, one.cls.toFixed(3), (one.bytes / 1000).toFixed(1), one.requests])
  }
  process.stdout.write(`\n  goal: score at least ${goal.score}, LCP at most ${goal.lcp} ms\n`)
}
