import type { Browser, Page } from '@playwright/test'
import { demoCatalogue } from '@nowait/contract/demo-catalogue'
import type { Shop } from '../../measure/shop.ts'

/** When parts of an order page are there after a click on the order, ms. */
export interface Shown {
  first: number
  /** Nothing is awaited any more: each part is there, or says that it cannot be had. */
  all: number
}

export interface OrderVisit {
  well: Shown
  /** While the point service takes connections and never answers. */
  hung: Shown
}

const email = () => `${crypto.randomUUID()}@bench.example`
const headers = { 'x-csrf': '1' }
const json = { headers, failOnStatusCode: true }
const order = {
  items: [{ productId: demoCatalogue[0]!.id, quantity: 1 }],
  shipTo: { name: '김하늘', phone: '010-1234-5678', postalCode: '04038', address: '서울 마포구 양화로 45' },
}

// Written as text: it runs in the page. A part is there when it is no longer busy, and painted.
const clickOnOrder = (path: string) => `(async () => {
  const painted = () => new Promise(requestAnimationFrame)
  const parts = (busy) => document.querySelectorAll('main section[aria-busy="' + busy + '"]').length
  const link = () => document.querySelector('main a[href="${path}"]')
  while (!link()) await painted()
  const start = performance.now()
  link().click()
  while (location.pathname !== '${path}' || parts(false) === 0) await painted()
  const first = performance.now() - start
  while (parts(true) > 0) await painted()
  return { first, all: performance.now() - start }
})()`

/** One visit by a member who looks at an order by a click: well, and while the point service hangs. */
export async function visitOrder(browser: Browser, { url, point }: Shop): Promise<OrderVisit> {
  const context = await browser.newContext()
  try {
    const { request } = context
    const data = { email: email(), password: 'long enough to bench with', name: '하늘' }
    await request.post(`${url}/api/members`, { ...json, data })
    const placed = await request.post(`${url}/api/orders`, {
      ...json,
      headers: { ...headers, 'idempotency-key': crypto.randomUUID() },
      data: order,
    })
    const { id } = (await placed.json()) as { id: string }
    const page = await context.newPage()
    await page.addInitScript(`localStorage.setItem('nowait.signed-in', '1')`)
    const look = () => clickFromList(page, url, `/orders/${id}`)
    // Not counted: the code of the page is loaded.
    await look()
    const well = await look()
    await point.leave('hang')
    try {
      return { well, hung: await look() }
    } finally {
      await point.comeBack()
    }
  } finally {
    await context.close()
  }
}

async function clickFromList(page: Page, url: string, path: string): Promise<Shown> {
  await page.goto(`${url}/orders`)
  return page.evaluate<Shown>(clickOnOrder(path))
}
