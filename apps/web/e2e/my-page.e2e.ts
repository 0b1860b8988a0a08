import type { Page } from '@playwright/test'
import { expect, heading, isMock, mockWeather, part, placeOrder, signUp, test, whatMoved } from './shop.ts'

test('a new order is on My Page, with its state, its points and a notification', async ({ page }) => {
  await mockWeather(page, 'pace=60000')
  const { name } = await signUp(page)
  await placeOrder(page, 'dawn-mug', 2)
  await expect(part(page, '배송')).toHaveAttribute('aria-busy', 'false')
  await page.getByRole('banner').getByRole('link', { name: '마이페이지' }).click()
  await expect(heading(page)).toHaveText(`${name}님, 안녕하세요`)
  const orders = part(page, '최근 주문').getByRole('article')
  await expect(orders).toHaveCount(1)
  await expect(orders).toContainText('새벽 머그')
  await expect(orders).toContainText('36,000원')
  await expect(part(page, '알림').getByText('결제가 완료됐어요')).toBeVisible()
  if (!isMock()) await expect(part(page, '포인트').getByText('+360P')).toBeVisible()
  await orders.getByRole('link', { name: '새벽 머그' }).click()
  await expect(heading(page)).toHaveText('주문')
})

test('a member without orders is told what to do next', async ({ page }) => {
  await mockWeather(page, 'persona=empty')
  await signUp(page)
  await expect(part(page, '최근 주문').getByText('아직 주문이 없어요')).toBeVisible()
  await expect(part(page, '배송').getByText('오고 있는 상품이 없어요')).toBeVisible()
  await expect(part(page, '포인트').getByText('아직 포인트 내역이 없어요')).toBeVisible()
  await expect(part(page, '알림').getByText('아직 알림이 없어요')).toBeVisible()
})

test('the status strip counts the orders of each state @mock', async ({ page }) => {
  await mockWeather(page, 'persona=demo,pace=0')
  await page.goto('/my')
  const count = (state: string) => page.getByText(state, { exact: true }).locator('xpath=../dd')
  await expect(count('상품준비중').first()).toHaveText('1')
  await expect(count('배송중').first()).toHaveText('1')
  await expect(count('배송완료').first()).toHaveText('3')
  await expect(count('취소·불가').first()).toHaveText('2')
})

test('points are told apart: usable, promised, expiring @mock', async ({ page }) => {
  await mockWeather(page, 'persona=demo,pace=0')
  await page.goto('/my')
  const points = part(page, '포인트')
  await expect(points.getByText('쓸 수 있는 포인트')).toBeVisible()
  await expect(points.getByText('30일 안에 소멸')).toBeVisible()
  await expect(points.getByText(/적립 예정$/).first()).toBeVisible()
  const rows = points.getByRole('listitem')
  await expect(rows).toHaveCount(5)
  await points.getByRole('button', { name: '더 보기' }).click()
  await expect(rows).toHaveCount(10)
})

test('notifications are read one by one or all at once @mock', async ({ page }) => {
  await mockWeather(page, 'persona=demo,pace=0')
  await page.goto('/my')
  const notices = part(page, '알림')
  await expect(notices.getByText('새 알림').first()).toBeVisible()
  await notices.getByRole('button', { name: '모두 읽음으로' }).click()
  await expect(notices.getByText('모두 읽었어요')).toBeVisible()
  await expect(notices.getByText('새 알림')).toHaveCount(0)
  // It is shown before the shop knows it, and who reloads at once may take it along.
  await expect.poll(() => unread(page)).toBe(0)
  await page.reload()
  await expect(notices.getByText('모두 읽었어요')).toBeVisible()
})

test('all orders are there, page by page @mock', async ({ page }) => {
  await mockWeather(page, 'persona=heavy,pace=0')
  await page.goto('/orders')
  const orders = page.getByRole('main').getByRole('article')
  await expect(orders).toHaveCount(10)
  await page.getByRole('button', { name: '더 보기' }).click()
  await expect(orders).toHaveCount(20)
})

test('a page that is not kept ready says in words that it was gathered just now, until it is again @mock', async ({
  page,
}) => {
  const word = page.getByText('준비해 둔 화면이 늦어져서, 내용을 지금 바로 모아 왔어요.')
  for (const mypage of ['stale', 'unavailable']) {
    await mockWeather(page, `persona=demo,pace=0,mypage=${mypage}`)
    await page.goto('/my')
    await expect(word).toBeVisible()
  }
  expect(await whatMoved(page)).toEqual([])
  await mockWeather(page, 'persona=demo,pace=0')
  await page.goto('/my')
  await expect(part(page, '최근 주문').getByRole('article').first()).toBeVisible()
  await expect(word).toBeHidden()
})

const unread = (page: Page) =>
  page.evaluate(async () => ((await (await fetch('/api/notifications')).json()) as { unread: number }).unread)
