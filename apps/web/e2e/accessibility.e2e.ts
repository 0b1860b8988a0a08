/** axe on every page in every state, language, theme and size: pairs of them by default, all with FULL=1. */
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { seedId } from '../mocks/fixtures.ts'
import { allCases, pairwise, type Case } from './pairwise.ts'
import { expect, heading, mockWeather, product, productPath, test } from './shop.ts'

const everything = ['order', 'shipping', 'point', 'product', 'notifications']
const all = (behaviour: string) => everything.map((name) => `${name}=${behaviour}`).join(',')

const states: Record<string, string> = {
  ready: 'persona=demo,pace=0',
  // Past the moment where each part says that it is late.
  late: `persona=demo,pace=0,deadline=600000,${all('hang')}`,
  stale: `persona=demo,pace=0,${all('stale')}`,
  unavailable: `persona=demo,pace=0,${all('unavailable')}`,
  empty: `persona=empty,pace=0,${all('empty')}`,
  'signed out': 'persona=visitor',
  operator: 'persona=operator,pace=0',
}

const pages: Record<string, string> = {
  home: '/',
  catalogue: '/products?category=plants',
  product: productPath('round-teapot'),
  'sold-out product': productPath('cassette-player'),
  cart: '/cart',
  checkout: '/checkout',
  'sign-in': '/sign-in?next=/cart',
  'sign-up': '/sign-up',
  orders: '/orders',
  order: `/orders/${seedId(2, 6)}`,
  'rejected order': `/orders/${seedId(2, 3)}`,
  my: '/my',
  account: '/account',
  'not found': '/there/is/nothing',
}

const sizes = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 900 } }

const factors = {
  page: Object.keys(pages),
  state: Object.keys(states),
  language: ['ko', 'en'],
  theme: ['light', 'dark'],
  size: ['phone', 'desktop'],
} as const

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

for (const name of factors.page) {
  test(`${name}: axe finds nothing @mock`, async ({ page, complaints }, { config }) => {
    const cases = config.metadata['full'] === true ? allCases(factors) : pairwise(factors)
    const mine = cases.filter((one) => one.page === name)
    test.setTimeout(mine.length * 15_000)
    complaints.expect(/^[45]\d\d \/api\//)
    await page.clock.install()
    for (const one of mine) await test.step(Object.values(one).join(', '), () => examine(page, one))
  })
}

async function examine(page: Page, one: Case<typeof factors>): Promise<void> {
  await page.setViewportSize(sizes[one.size as keyof typeof sizes])
  await mockWeather(page, states[one.state]!)
  await page.goto('/icon.svg')
  await page.evaluate(remember, { language: one.language, theme: one.theme, line: cartLine() })
  await page.goto(pages[one.page]!)
  await expect(heading(page)).toBeVisible()
  await expect(page.getByRole('contentinfo')).toBeVisible()
  if (one.state === 'late') await page.clock.fastForward(3_100)
  else await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
  const { violations } = await new AxeBuilder({ page }).withTags(standards).analyze()
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
  expect.soft(found, Object.values(one).join(', ')).toEqual([])
}

function remember({ language, theme, line }: { language: string; theme: string; line: unknown }): void {
  localStorage.clear()
  localStorage.setItem('nowait.language', language)
  localStorage.setItem('nowait.theme', theme)
  localStorage.setItem('nowait.cart', JSON.stringify([line]))
}

function cartLine() {
  const { id, name, picture, price } = product('dawn-mug')
  return { productId: id, name, picture, price: price - 1000, quantity: 2 }
}
