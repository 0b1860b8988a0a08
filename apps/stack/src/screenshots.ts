import { mkdirSync, writeFileSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test'
import { demoCatalogue } from '@nowait/contract/demo-catalogue'
import { findBrowser } from './browser.ts'
import { serveSite } from './e2e-site.ts'
import { Failure } from './failure.ts'
import { inRoot } from './paths.ts'
import { line } from './report.ts'
import { runToEnd } from './run-to-end.ts'
import { listenForStop } from './stop-signals.ts'

type Shot = {
  path: string
  /** What the mock is like, in the words of its cookie. */
  weather: string
  language?: 'en'
  size?: keyof typeof sizes
  theme?: 'dark'
  /** A part that hangs, and how long somebody has looked at the page without it. */
  hangingMs?: number
}

const folder = inRoot('apps/web/docs')
const limitBytes = 150_000
const sizes = { desktop: { width: 1280, height: 880 }, phone: { width: 390, height: 844 } }
const moment = new Date('2026-11-20T14:20:00+09:00')
// Asked in the browser, whose types this side does not have.
const arePicturesDrawn = `[...document.images].every(({ loading, complete }) => loading === 'lazy' || complete)`
const orderOnItsWay = '/orders/0199c000-0002-7000-8000-000000000006'

/**
 * The pictures of the README, by name: the shop on its mock, always at the same moment of the same day. That of the lab
 * shows a real run: see lab.e2e.ts.
 */
const shots: Record<string, Shot> = {
  home: { path: '/', weather: 'persona=demo' },
  product: { path: `/products/${goods('mushroom-lamp').id}`, weather: 'persona=demo' },
  checkout: { path: '/checkout', weather: 'persona=demo' },
  'order-late-delivery': { path: orderOnItsWay, weather: 'persona=demo,shipping=hang', hangingMs: 3500 },
  'order-late-delivery-en': {
    path: orderOnItsWay,
    weather: 'persona=demo,shipping=hang',
    hangingMs: 3500,
    language: 'en',
  },
  'operations-en': { path: '/ops', weather: 'persona=operator,pace=0', language: 'en' },
  'my-page-phone-dark': { path: '/my', weather: 'persona=demo', size: 'phone', theme: 'dark' },
}

const signals = listenForStop()
await runToEnd(main, signals)

async function main(): Promise<number> {
  mkdirSync(folder, { recursive: true })
  const executablePath = await findBrowser(signals.asked)
  const site = await serveSite('mock', signals)
  const args = [
    '--no-proxy-server',
    '--enable-features=OverlayScrollbar',
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ]
  const browser = await chromium.launch({ executablePath, args })
  try {
    for (const [name, shot] of Object.entries(shots)) {
      const started = performance.now()
      const png = await take(browser, site.url, shot)
      if (png.length > limitBytes)
        throw new Failure(`${name}.png has ${png.length} bytes, over ${limitBytes}.`)
      writeFileSync(`${folder}/${name}.png`, png)
      line('picture', `${name}.png, ${Math.round(png.length / 1000)} kB`, performance.now() - started)
    }
  } finally {
    await browser.close()
    await site.stop()
  }
  return 0
}

async function take(browser: Browser, url: string, shot: Shot): Promise<Buffer> {
  const context = await browser.newContext({
    baseURL: url,
    locale: 'ko-KR',
    timezoneId: 'Asia/Seoul',
    viewport: sizes[shot.size ?? 'desktop'],
    isMobile: shot.size === 'phone',
    reducedMotion: 'reduce',
    storageState: { cookies: [], origins: [{ origin: url, localStorage: remembered(shot) }] },
  })
  try {
    await setWeather(context, url, shot.weather)
    const page = await context.newPage()
    // Time stands still and is moved by hand: the milliseconds on the pictures are the same every time.
    await page.clock.install({ time: moment.getTime() - 60_000 })
    await page.clock.pauseAt(moment)
    await page.goto(shot.path, { waitUntil: 'commit' })
    await runUntil(page, () => isComplete(page, shot.hangingMs ? 1 : 0))
    if (shot.hangingMs) await page.clock.runFor(shot.hangingMs)
    return await page.screenshot({ animations: 'disabled', caret: 'hide' })
  } finally {
    await context.close()
  }
}

/** Lets the clock of the page run in small steps. @throws Failure when that takes over 30 s of ours. */
async function runUntil(page: Page, isDone: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 30_000
  while (!(await isDone())) {
    if (performance.now() > end) throw new Failure(`${page.url()} is not complete after 30 s.`)
    await page.clock.runFor(10)
  }
}

/** All parts have come but those that hang, and every picture that is asked for is drawn. */
async function isComplete(page: Page, hanging: number): Promise<boolean> {
  const footer = await page.getByRole('contentinfo').count()
  const waiting = await page.getByRole('main').locator('[aria-busy=true]').count()
  return footer > 0 && waiting === hanging && (await page.evaluate<boolean>(arePicturesDrawn))
}

async function setWeather(context: BrowserContext, url: string, words: string): Promise<void> {
  await context.addCookies([{ name: 'nowait-mock', value: encodeURIComponent(words), url }])
}

function remembered({ language, theme }: Shot): { name: string; value: string }[] {
  const lines = [
    ['mushroom-lamp', 1],
    ['dawn-mug', 2],
  ] as const
  const cart = lines.map(([slug, quantity]) => {
    const { id, name, picture, price } = goods(slug)
    return { productId: id, name, picture, price, quantity }
  })
  const kept = {
    'nowait.language': language ?? 'ko',
    'nowait.theme': theme ?? 'light',
    'nowait.cart': JSON.stringify(cart),
  }
  return Object.entries(kept).map(([name, value]) => ({ name, value }))
}

function goods(slug: string) {
  const found = demoCatalogue.find((product) => product.slug === slug)
  if (!found) throw new Failure(`The catalogue has no ${slug}.`)
  return found
}
