import type { Page } from '@playwright/test'
import { expect, heading, isMock, mockWeather, newCustomer, part, placeOrder, signUp, test } from './shop.ts'

const keptIn = (page: Page) => page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))
const isKept = (page: Page) =>
  expect.poll(() => page.evaluate(() => 'nowait.my-page' in localStorage)).toBe(true)
const arrivals = (page: Page) => page.getByRole('list', { name: '이 화면의 각 부분이 도착한 시간' })

/** Leaves every request for My Page without an answer, as a very slow shop does. */
async function neverAnswer(page: Page): Promise<void> {
  if (isMock()) await mockWeather(page, 'order=hang,shipping=hang,point=hang,notifications=hang,pace=60000')
  else await page.route('**/api/pages/my', () => undefined)
}

test('a returning member sees the page as it was at once, with its age, and then as it is', async ({
  page,
}) => {
  await mockWeather(page, 'pace=60000')
  const { name } = await signUp(page)
  await placeOrder(page)
  await page.goto('/my')
  await expect(part(page, '최근 주문').getByRole('article')).toHaveCount(1)
  await isKept(page)

  await neverAnswer(page)
  await page.goto('/my')
  await expect(heading(page)).toHaveText(`${name}님, 안녕하세요`)
  await expect(part(page, '최근 주문').getByRole('article')).toHaveCount(1)
  await expect(part(page, '최근 주문').getByText('방금 기준')).toBeVisible()
  await expect(arrivals(page)).toContainText('방금')

  await page.unrouteAll()
  await mockWeather(page, 'pace=60000')
  await page.goto('/my')
  await expect(part(page, '최근 주문').getByText('방금 기준')).toBeHidden()
  await expect(arrivals(page)).toContainText('ms')
})

test('nothing of a member is left in the browser after signing out, and the next one sees none of it', async ({
  page,
}) => {
  const first = await signUp(page, newCustomer('가온누리'))
  await placeOrder(page)
  await page.goto('/my')
  await isKept(page)
  const before = await keptIn(page)
  expect(before).toContain(first.name)
  await page.goto('/account')
  await page.getByRole('button', { name: '로그아웃', exact: true }).click()
  await expect(page.getByText('로그아웃했어요.')).toBeVisible()
  expect(
    await page.evaluate(() => Object.keys(localStorage).filter((key) => !key.startsWith('nowait-mock'))),
  ).not.toContain('nowait.my-page')
  await signUp(page, newCustomer('다온'))
  await expect(page.getByText('아직 주문이 없어요')).toBeVisible()
  await expect(page.getByText(first.name)).toHaveCount(0)
})

test('what was kept is not shown to somebody else, nor when its session is over', async ({ page }) => {
  const first = await signUp(page, newCustomer('가온누리'))
  await isKept(page)
  const kept = await page.evaluate(() => localStorage.getItem('nowait.my-page')!)
  const over = JSON.stringify({
    ...JSON.parse(kept),
    session: { ...JSON.parse(kept).session, expiresAt: '2020-01-01T00:00:00Z' },
  })
  const foreign = JSON.stringify({
    ...JSON.parse(kept),
    session: {
      ...JSON.parse(kept).session,
      member: { ...JSON.parse(kept).session.member, id: crypto.randomUUID() },
    },
  })
  await neverAnswer(page)
  for (const planted of [over, foreign]) {
    // Not from the page that is open: what it has asked for may come yet, and be kept in place of it.
    await page.addInitScript((text) => localStorage.setItem('nowait.my-page', text), planted)
    await page.goto('/my')
    await expect.poll(() => page.evaluate(() => localStorage.getItem('nowait.my-page'))).toBeNull()
    await expect(heading(page)).toHaveText(`${first.name}님, 안녕하세요`)
    await expect(part(page, '최근 주문')).toHaveAttribute('aria-busy', 'true')
  }
})
