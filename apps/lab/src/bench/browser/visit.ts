import type { Browser, Page, Request } from '@playwright/test'

/** What went over the wire for something that was seen in the browser. */
export interface Traffic {
  documents: number
  requests: number
  /** Head and body of the answers as they were sent; nothing for what came out of the cache. */
  kB: number
  scriptKB: number
}

export interface Visit {
  first: Traffic & { lcpMs: number }
  /** Another page, by a click. */
  click: Traffic & { ms: number }
  /** The same page, its document loaded anew, with all that the browser may keep of it. */
  anew: Traffic & { ms: number }
}

// Written as text: they run in the page. A page is there when its heading is painted; every page has exactly one.
const noteHeading = `new MutationObserver(() => {
  if (window.shownAt === undefined && document.querySelector('main h1')?.textContent)
    requestAnimationFrame(() => { window.shownAt ??= performance.now() })
}).observe(document, { subtree: true, childList: true, characterData: true })`
const whenShown = `(async () => {
  while (window.shownAt === undefined) await new Promise(requestAnimationFrame)
  return window.shownAt
})()`
const noteLargestPaint = `new PerformanceObserver((list) => { window.largestAt = list.getEntries().at(-1).startTime })
  .observe({ type: 'largest-contentful-paint', buffered: true })`
const clickOnProduct = `(async () => {
  const link = document.querySelectorAll('main a[href^="/products/"]')[0]
  const before = document.querySelector('main h1')?.textContent
  const start = performance.now()
  link.click()
  await new Promise((resolve) => {
    const look = () => {
      const heading = document.querySelector('main h1')?.textContent
      if (!heading || heading === before || location.pathname !== link.pathname) return requestAnimationFrame(look)
      resolve()
    }
    look()
  })
  return performance.now() - start
})()`

/** One visit by somebody who was never there: the home page, a product by a click, and the same product loaded anew. */
export async function visitShop(browser: Browser, url: string): Promise<Visit> {
  const context = await browser.newContext()
  try {
    const page = await context.newPage()
    await page.addInitScript(noteHeading)
    await page.addInitScript(noteLargestPaint)
    const first = await watched(page, async () => {
      await page.goto(url, { waitUntil: 'networkidle' })
      return { lcpMs: Number(await page.evaluate('window.largestAt')) }
    })
    const click = await watched(page, async () => {
      const ms = await page.evaluate<number>(clickOnProduct)
      return { ms }
    })
    const anew = await watched(page, async () => {
      await page.goto(page.url())
      return { ms: await page.evaluate<number>(whenShown) }
    })
    return { first, click, anew }
  } finally {
    await context.close()
  }
}

async function watched<T>(page: Page, run: () => Promise<T>): Promise<T & Traffic> {
  const seen: Request[] = []
  const note = (request: Request) => void seen.push(request)
  page.on('request', note)
  const result = await run()
  // What begins after the page can be seen belongs to it too; the stream of news never ends.
  await page.waitForLoadState('networkidle')
  page.off('request', note)
  const counted = seen.filter((request) => !request.url().endsWith('/api/live'))
  const sizes = await Promise.all(
    counted.map(async (request) => ({ request, bytes: await bytesOf(request) })),
  )
  const sum = (wanted: (request: Request) => boolean) =>
    sizes.filter(({ request }) => wanted(request)).reduce((total, { bytes }) => total + bytes, 0) / 1_000
  return {
    ...result,
    documents: counted.filter((request) => request.resourceType() === 'document').length,
    requests: sizes.filter(({ bytes }) => bytes > 0).length,
    kB: sum(() => true),
    scriptKB: sum((request) => request.resourceType() === 'script'),
  }
}

async function bytesOf(request: Request): Promise<number> {
  const response = await request.response().catch(() => null)
  if (!response || response.fromServiceWorker()) return 0
  const sizes = await request.sizes().catch(() => undefined)
  // From the cache of the browser there is no answer on the wire.
  return sizes && sizes.responseHeadersSize > 0 ? sizes.responseHeadersSize + sizes.responseBodySize : 0
}
