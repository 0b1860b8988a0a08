import type { BrowserContext, Page } from '@playwright/test'
import { startChromium } from '../bench/browser/chromium.ts'
import type { Figure, Measure } from './measure.ts'
import { makeMembers, signIn } from './members.ts'
import { placeOrder, stockUp } from './orders.ts'
import { watchAnswers } from './page-answers.ts'
import { forgetSeen, seenOn, type SeenOrders, watchOrders } from './seen-orders.ts'
import type { Shop } from './shop.ts'

/** How My Page is opened after something was done. */
const ways = ['link', 'document', 'tab'] as const
const patienceMs = 30_000

interface Round {
  /** Whether a view shows what was done. */
  isShown(view: SeenOrders): boolean
  what: string
}

/**
 * A member orders and cancels in a browser and opens My Page at once: by a link, by its address, in another tab. Each
 * state in which the list of orders is drawn has to show what was done.
 */
export const ownWrites: Measure = async (shop, { rounds, tell }) => {
  const browser = await startChromium()
  if (!browser) throw new Error('No Chromium here: name one by CHROMIUM_PATH')
  const stale: string[] = []
  let views = 0
  let opened = 0
  try {
    const { page, context } = await enter(await browser.newContext({ locale: 'ko-KR' }), shop)
    for (let round = 0; round < rounds; round++) {
      tell(`round ${round + 1} of ${rounds}`)
      const way = ways[Math.floor(round / 2) % ways.length]!
      const done = round % 2 === 0 ? await order(page) : await cancel(page, way !== 'link')
      if (!done) continue
      const seen = await open(page, context, way)
      opened++
      views += seen.length
      const without = seen.findIndex((view) => !done.isShown(view))
      if (seen.length === 0 || without >= 0)
        stale.push(`${done.what} by ${way}: ${JSON.stringify(seen[without])}`)
    }
  } finally {
    await browser.close()
  }
  return figures({ stale, views, opened, rounds })
}

function figures({
  stale,
  views,
  opened,
  rounds,
}: {
  stale: string[]
  views: number
  opened: number
  rounds: number
}): Figure[] {
  return [
    { name: 'stale views of My Page', value: stale.length, unit: '', atMost: 0, note: stale[0] },
    { name: 'times it was opened after a change', value: opened, unit: '', note: `of ${rounds} rounds` },
    { name: 'states in which it was drawn', value: views, unit: '' },
    // A cancellation that comes too late changes nothing, and is no round.
    { name: 'rounds without a change', value: rounds - opened, unit: '', atMost: rounds / 4 },
  ]
}

/** Signed in, with an address that is remembered and something in the cart. */
async function enter(context: BrowserContext, shop: Shop): Promise<{ page: Page; context: BrowserContext }> {
  const product = await stockUp(shop)
  await shop.owner.sql`update product.product set stock = 1000000`
  const [member] = await makeMembers(shop, 1)
  const signedIn = await signIn(shop, member!)
  await placeOrder(shop, signedIn, product)
  const [name, value] = signedIn.cookie.split('=') as [string, string]
  await context.addCookies([{ name, value, url: shop.url, httpOnly: true, sameSite: 'Strict' }])
  const page = await context.newPage()
  page.setDefaultTimeout(patienceMs)
  await watchOrders(page)
  await page.goto(shop.url)
  await page.evaluate(`localStorage.setItem('nowait.signed-in', '${member!.id}')`)
  await page.goto(`${shop.url}/my`)
  return { page, context }
}

/** From the catalogue to the page of the new order; My Page was looked at before, and is known to the page. */
async function order(page: Page): Promise<Round> {
  await goTo(page, '마이페이지', '/my')
  await ordersOn(page)
  await goTo(page, '노웨이트', '/')
  await page.locator('main a[href^="/products/"]').first().click()
  await page.getByRole('button', { name: '장바구니에 담기' }).click()
  await page
    .getByRole('banner')
    .getByRole('link', { name: /^장바구니/ })
    .click()
  await page.getByRole('link', { name: '주문하기' }).click()
  await page.getByRole('button', { name: /결제하고 주문하기$/ }).click()
  await page.waitForURL(/\/orders\/[\w-]{36}$/)
  const id = page.url().slice(-36)
  return { what: `order ${id}`, isShown: ({ orders }) => id in orders }
}

/** Cancels the order whose page can be opened from My Page; `isAnswered`: waits for the answer. */
async function cancel(page: Page, isAnswered: boolean): Promise<Round | undefined> {
  const id = /\/orders\/([\w-]{36})$/.exec(page.url())?.[1]
  const button = page.getByRole('button', { name: /^주문 취소, / })
  if (!id || !(await button.isVisible())) return undefined
  await button.click()
  const answer = page.waitForResponse((response) => response.url().endsWith(`/${id}/cancel`))
  await page.getByRole('dialog').getByRole('button', { name: '주문 취소' }).click()
  if (isAnswered && !(await answer).ok()) return undefined
  answer.catch(() => undefined)
  // Refused, because the parcel was quicker, is an answer too; as before is none.
  return {
    what: `cancellation of ${id}`,
    isShown: ({ orders }) => /취소접수|취소완료|배송중|배송완료/.test(orders[id] ?? ''),
  }
}

async function open(page: Page, context: BrowserContext, way: (typeof ways)[number]): Promise<SeenOrders[]> {
  if (way === 'tab') {
    const tab = await context.newPage()
    await watchOrders(tab)
    const answers = watchAnswers(tab)
    await tab.goto(new URL('/my', page.url()).href)
    const seen = await watched(tab, answers)
    await tab.close()
    return seen
  }
  const from = page.url()
  await forgetSeen(page)
  const answers = watchAnswers(page)
  if (way === 'link') await goTo(page, '마이페이지', '/my')
  else await page.goto(new URL('/my', from).href)
  const seen = await watched(page, answers)
  // Back to the order, so that it can be cancelled.
  await page.goto(from)
  await page.getByRole('heading', { level: 2 }).first().waitFor()
  return seen
}

async function watched(page: Page, answers: ReturnType<typeof watchAnswers>): Promise<SeenOrders[]> {
  await ordersOn(page)
  await answers.quiet()
  return seenOn(page)
}

const ordersOn = (page: Page) =>
  page.getByRole('region', { name: '최근 주문' }).getByRole('article').first().waitFor()

async function goTo(page: Page, name: string, path: string): Promise<void> {
  await page.getByRole('banner').getByRole('link', { name }).click()
  await page.waitForURL((url) => url.pathname === path)
}
