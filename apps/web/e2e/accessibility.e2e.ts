/** axe on every page in every state, language, theme and size: pairs of them by default, all with FULL=1. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { seedId } from '../mocks/fixtures.ts'
import { allCases, pairwise, type Case } from './pairwise.ts'
import { expect, mockWeather, product, productPath, test } from './shop.ts'

const everything = ['order', 'shipping', 'point', 'product', 'mypage', 'notifications']
const all = (behaviour: string) => everything.map((name) => `${name}=${behaviour}`).join(',')

const states: Record<string, string> = {
  ready: 'persona=demo,pace=0',
  // Past the moment where each part says that it is late.
  late: `persona=demo,pace=0,deadline=600000,${all('hang')}`,
  stale: `persona=demo,pace=0,${all('stale')}`,
  unavailable: `persona=demo,pace=0,${all('unavailable')}`,
  empty: `persona=empty,pace=0,${all('empty')}`,
  visitor: 'persona=visitor',
  operator: 'persona=operator,pace=0',
  'operator-late': `persona=operator,pace=0,deadline=600000,${all('hang')}`,
  'operator-unavailable': `persona=operator,pace=0,${all('unavailable')}`,
  'lab-off': 'persona=operator,pace=0,lab=unavailable:LAB_OFF',
  'lab-away': 'persona=operator,pace=0,lab=unavailable',
  'operator-empty': `persona=operator,pace=0,${all('empty')}`,
}

/** Each page with the states that change it. */
const pages: Record<string, { path: string; states: string }> = {
  home: { path: '/', states: 'ready late stale unavailable empty' },
  catalogue: { path: '/products?category=plants', states: 'ready late unavailable empty' },
  product: { path: productPath('round-teapot'), states: 'ready late unavailable operator' },
  'sold-out product': { path: productPath('cassette-player'), states: 'visitor' },
  cart: { path: '/cart', states: 'visitor unavailable' },
  checkout: { path: '/checkout', states: 'ready empty' },
  'sign-in': { path: '/sign-in?next=/cart', states: 'visitor' },
  'sign-up': { path: '/sign-up', states: 'visitor' },
  orders: { path: '/orders', states: 'ready late unavailable empty' },
  order: { path: `/orders/${seedId(2, 6)}`, states: 'ready late stale unavailable empty' },
  'rejected order': { path: `/orders/${seedId(2, 3)}`, states: 'ready' },
  my: { path: '/my', states: 'ready late stale unavailable empty' },
  account: { path: '/account', states: 'ready operator' },
  ops: {
    path: '/ops',
    states: 'ready operator operator-late operator-unavailable operator-empty',
  },
  'ops guards': {
    path: '/ops/guards',
    states: 'ready operator operator-late operator-unavailable operator-empty',
  },
  'ops rebuild': { path: '/ops/rebuild', states: 'operator operator-late operator-unavailable' },
  lab: { path: '/lab', states: 'ready operator lab-off lab-away' },
  'not found': { path: '/there/is/nothing', states: 'visitor' },
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

const cases = allCases(factors)
const usual = pairwise(cases.filter(({ page, state }) => pages[page]!.states.split(' ').includes(state)))

for (const name of factors.page) {
  test(`${name}: axe finds nothing @mock`, async ({ page, complaints }, { config }) => {
    const chosen = config.metadata['full'] === true ? cases : usual
    const mine = chosen.filter((one) => one.page === name)
    test.setTimeout(mine.length * 30_000)
    complaints.expect(/^[45]\d\d \/api\//)
    await page.clock.install()
    for (const one of mine) await test.step(Object.values(one).join(', '), () => examine(page, one))
  })
}

async function examine(page: Page, one: Case<typeof factors>): Promise<void> {
  await page.setViewportSize(sizes[one.size as keyof typeof sizes])
  await remember(page, { 'nowait.language': one.language, 'nowait.theme': one.theme })
  await mockWeather(page, states[one.state]!)
  await page.goto(pages[one.page]!.path)
  await expect(page.getByRole('contentinfo')).toBeVisible()
  if (one.state.endsWith('late')) await page.clock.fastForward(3_100)
  else await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
  const { violations } = await new AxeBuilder({ page }).withTags(standards).analyze()
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
  expect.soft(found, Object.values(one).join(', ')).toEqual([])
}

/** A browser that has been here before, with something in its cart. */
async function remember(page: Page, choices: Record<string, string>): Promise<void> {
  const kept = { ...choices, 'nowait.cart': JSON.stringify([cartLine()]) }
  const localStorage = Object.entries(kept).map(([name, value]) => ({ name, value }))
  const { origin } = new URL(test.info().project.use.baseURL!)
  await page.context().setStorageState({ cookies: [], origins: [{ origin, localStorage }] })
}

function cartLine() {
  const { id, name, picture, price } = product('dawn-mug')
  return { productId: id, name, picture, price: price - 1000, quantity: 2 }
}
