/** The words of a user, for specs to be told in, and a test that fails on anything the browser complains about. */
import { expect, test as base, type ConsoleMessage, type Page, type WebError } from '@playwright/test'
import { demoCatalogue, type DemoProduct } from '@nowait/contract/demo-catalogue'

export { expect }

interface Complaints {
  /** What this story provokes, e.g. `401 /api/session`: the browser reports every failed answer as an error. */
  expect: (...complaints: (string | RegExp)[]) => void
}

/** Any error or warning of the console, of the page, or of its content security policy fails the test. */
export const test = base.extend<{ complaints: Complaints }>({
  complaints: [
    async ({ context }, use) => {
      const expected: (string | RegExp)[] = []
      const heard: Complaint[] = []
      context.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) heard.push(complaintOf(message))
      })
      context.on('weberror', (error) => heard.push(thrown(error)))
      await use({ expect: (...complaints) => void expected.push(...complaints) })
      const unexpected = heard.filter(({ text }) => !expected.some((one) => fits(text, one)))
      const told = unexpected.map(({ text, where }) => `${text} (${where})`).join('\n')
      base.expect.soft(told, 'the browser complained about nothing').toBe('')
    },
    { auto: true },
  ],
})

const fits = (complaint: string, expected: string | RegExp) =>
  typeof expected === 'string' ? complaint === expected : expected.test(complaint)

interface Complaint {
  text: string
  /** On which page, and by which file. */
  where: string
}

/** `404 /api/orders/7` for a failed answer, else the text of the message. */
function complaintOf(message: ConsoleMessage): Complaint {
  const status = /the server responded with a status of (\d{3})/.exec(message.text())?.[1]
  const network = /Failed to load resource: net::(\S+)/.exec(message.text())?.[1]
  const { url, line, column } = message.location()
  const failure = status ?? network
  const text = failure ? `${failure} ${new URL(url).pathname}` : message.text()
  const place = message.page()?.url() ?? message.worker()?.url()
  return { text, where: `${message.type()} on ${place} by ${url}:${line}:${column}` }
}

function thrown(error: WebError): Complaint {
  const value: unknown = error.error()
  const where = value instanceof Error ? value.stack : undefined
  return { text: `thrown: ${String(value)}`, where: `on ${error.page()?.url()}: ${where}` }
}

export const isMock = (): boolean => test.info().project.name === 'mock'

/** Sets the knobs of the mock for every page opened from now on, e.g. `shipping=hang,persona=demo`. */
export async function mockWeather(page: Page, words: string): Promise<void> {
  const url = test.info().project.use.baseURL!
  await page.context().addCookies([{ name: 'nowait-mock', value: encodeURIComponent(words), url }])
}

export interface Customer {
  name: string
  email: string
  password: string
}

/** A member nobody else knows: on the stack all tests share one database. */
export function newCustomer(name = '김노을'): Customer {
  return { name, email: `${crypto.randomUUID()}@nowait.test`, password: '느린 구름 위의 산책' }
}

export async function signUp(page: Page, customer = newCustomer()): Promise<Customer> {
  await page.goto('/sign-up')
  await page.getByLabel('이름').fill(customer.name)
  await page.getByLabel('이메일').fill(customer.email)
  await page.getByLabel('비밀번호').fill(customer.password)
  await page.getByRole('button', { name: '가입하기' }).click()
  await expect(heading(page)).toHaveText(`${customer.name}님, 안녕하세요`)
  return customer
}

export async function signIn(page: Page, { email, password }: Omit<Customer, 'name'>): Promise<void> {
  await page.getByLabel('이메일').fill(email)
  await page.getByLabel('비밀번호').fill(password)
  await page.getByRole('button', { name: '로그인', exact: true }).click()
}

export async function signInAsDemo(page: Page): Promise<void> {
  await page.goto('/sign-in')
  await page.getByRole('button', { name: '데모 계정으로 로그인' }).click()
  await expect(heading(page)).toHaveText('김하루님, 안녕하세요')
}

/** The one h1 of the page. */
export const heading = (page: Page) => page.getByRole('heading', { level: 1 })

/** A part of a page by its heading. */
export const part = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

export function product(slug: string): DemoProduct {
  const found = demoCatalogue.find((one) => one.slug === slug)
  if (!found) throw new Error(`The catalogue has no ${slug}`)
  return found
}

export const productPath = (slug: string): string => `/products/${product(slug).id}`

export async function putInCart(page: Page, slug: string, quantity = 1): Promise<void> {
  await page.goto(productPath(slug))
  const main = page.getByRole('main')
  if (quantity > 1) await main.getByLabel('수량').fill(String(quantity))
  await main.getByRole('button', { name: '장바구니에 담기' }).click()
  await expect(page.getByText('장바구니에 담았어요.')).toBeVisible()
}

export const home = {
  name: '김노을',
  phone: '010-1234-5678',
  postalCode: '04038',
  address: '서울 마포구 양화로 45, 3층',
}

export async function fillAddress(page: Page, address = home): Promise<void> {
  await page.getByLabel('받는 분').fill(address.name)
  await page.getByLabel('연락처').fill(address.phone)
  await page.getByLabel('우편번호').fill(address.postalCode)
  await page.getByLabel('주소', { exact: true }).fill(address.address)
}

export const orderButton = (page: Page) => page.getByRole('button', { name: /결제하고 주문하기$/ })

/** From a product to the page of its order, by clicks once the product is open. */
export async function placeOrder(page: Page, slug = 'dawn-mug', quantity = 1): Promise<{ id: string }> {
  await putInCart(page, slug, quantity)
  await page
    .getByRole('banner')
    .getByRole('link', { name: /^장바구니/ })
    .click()
  await page.getByRole('link', { name: '주문하기' }).click()
  await fillAddress(page)
  await orderButton(page).click()
  return { id: await orderOpened(page) }
}

/** Resolves with the id of the order when its page is open. */
export async function orderOpened(page: Page): Promise<string> {
  await expect(page).toHaveURL(/\/orders\/[\w-]{36}$/)
  await expect(heading(page)).toHaveText('주문')
  return new URL(page.url()).pathname.split('/').at(-1)!
}

interface Shift extends PerformanceEntry {
  value: number
  hadRecentInput: boolean
  sources: { node: Node | null; previousRect: DOMRectReadOnly; currentRect: DOMRectReadOnly }[]
}

/** What has moved on the page so far without having been asked to: nothing, when its CLS is 0. */
export function whatMoved(page: Page): Promise<string[]> {
  return page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const moved: string[] = []
        const add = (entries: PerformanceEntryList) => {
          for (const { value, hadRecentInput, sources } of entries as Shift[])
            if (!hadRecentInput) moved.push(`${value.toFixed(6)} ${sources.map(describe).join(', ')}`)
        }
        const describe = ({ node, previousRect: from, currentRect: to }: Shift['sources'][number]) =>
          `${node?.textContent?.slice(0, 40)} (${from.x},${from.y} to ${to.x},${to.y})`
        const observer = new PerformanceObserver((list) => add(list.getEntries()))
        observer.observe({ type: 'layout-shift', buffered: true })
        // Two frames: one for what is under way, one for what was seen before to be delivered.
        requestAnimationFrame(() =>
          requestAnimationFrame(() => {
            add(observer.takeRecords())
            resolve(moved)
          }),
        )
      }),
  )
}
