import type { Page } from '@playwright/test'
import {
  expect,
  fillAddress,
  heading,
  home,
  isMock,
  mockWeather,
  orderButton,
  orderOpened,
  part,
  placeOrder,
  product,
  putInCart,
  signIn,
  signUp,
  test,
} from './shop.ts'

const orders = (page: Page) => page.getByRole('main').getByRole('article')

test('from the cart to an order whose three parts are there', async ({ page }) => {
  await signUp(page)
  await placeOrder(page, 'dawn-mug', 2)
  await expect(part(page, '배송').getByText(/송장번호/)).toBeVisible()
  await expect(part(page, '포인트').getByText('360P')).toBeVisible()
  await expect(part(page, '주문 내용').getByText('새벽 머그')).toBeVisible()
  await expect(part(page, '주문 내용').getByText(home.address)).toBeVisible()
  await expect(page.getByText(/^주문번호 \d{8}-\d{6}$/)).toBeVisible()
  await expect(page.getByRole('link', { name: '장바구니, 0개' })).toBeVisible()
})

test('pressing twice orders once', async ({ page }) => {
  await signUp(page)
  await putInCart(page, 'linen-notebook')
  await page.goto('/checkout')
  await fillAddress(page)
  await orderButton(page).dblclick()
  await orderOpened(page)
  await page.goto('/orders')
  await expect(orders(page)).toHaveCount(1)
})

test('a reload before the answer does not order twice @mock', async ({ page }) => {
  await mockWeather(page, 'persona=empty')
  await putInCart(page, 'linen-notebook')
  await page.goto('/checkout')
  await fillAddress(page)
  await mockWeather(page, 'persona=empty,order=slow:60000')
  await orderButton(page).click()
  await expect(page.getByRole('button', { name: '주문을 넣고 있어요' })).toBeVisible()
  await mockWeather(page, 'persona=empty')
  await page.reload()
  await page.getByRole('button', { name: '주문 이어서 확인하기' }).click()
  await orderOpened(page)
  await page.goto('/orders')
  await expect(orders(page)).toHaveCount(1)
})

test('a reload right after ordering does not order twice @stack', async ({ page }) => {
  await signUp(page)
  await putInCart(page, 'linen-notebook')
  await page.goto('/checkout')
  await fillAddress(page)
  const sent = page.waitForRequest((request) => request.method() === 'POST')
  await orderButton(page).click({ noWaitAfter: true })
  await sent
  await page.reload()
  const resume = page.getByRole('button', { name: '주문 이어서 확인하기' })
  await expect(resume.or(page.getByText('장바구니가 비어 있어요')).or(part(page, '배송'))).toBeVisible()
  if (await resume.isVisible()) {
    await resume.click()
    await orderOpened(page)
  }
  await page.goto('/orders')
  await expect(orders(page)).toHaveCount(1)
})

test('when somebody else was faster, what is missing is said and nothing is paid', async ({ page }) => {
  await signUp(page)
  await putInCart(page, 'fountain-pen', 3)
  await page.getByRole('link', { name: '장바구니 보기' }).click()
  await page.getByRole('link', { name: '주문하기' }).click()
  await fillAddress(page)
  await somebodyBuys(page, 'fountain-pen', 2)
  await orderButton(page).click()
  await expect(page.getByRole('alert')).toContainText('재고가 부족해서 주문하지 못했어요')
  await page.getByRole('link', { name: '장바구니 고치기' }).last().click()
  await expect(page.getByRole('main').getByText('2개만 남아 있어요')).toBeVisible()
})

test('an address is asked for once and remembered', async ({ page }) => {
  await signUp(page)
  await placeOrder(page)
  await putInCart(page, 'linen-notebook')
  await page.goto('/checkout')
  await expect(page.getByText('지난번에 쓴 주소를 채워 두었어요.')).toBeVisible()
  await expect(page.getByLabel('주소', { exact: true })).toHaveValue(home.address)
  await orderButton(page).click()
  await orderOpened(page)
})

test('what is wrong with an address is said at its field', async ({ page }) => {
  await signUp(page)
  await putInCart(page, 'dawn-mug')
  await page.goto('/checkout')
  await fillAddress(page, { ...home, name: '', postalCode: '123' })
  await orderButton(page).click()
  await expect(page.getByLabel('받는 분')).toBeFocused()
  await expect(page.getByLabel('받는 분')).toHaveAccessibleDescription('꼭 입력해 주세요')
  await expect(page.getByLabel('우편번호')).toHaveAccessibleDescription('우편번호는 숫자 다섯 자리예요')
})

test('a visitor with a full cart signs in on the way and goes on', async ({ page }) => {
  await putInCart(page, 'dawn-mug')
  await page.getByRole('link', { name: '장바구니 보기' }).click()
  await page.getByRole('link', { name: '주문하기' }).click()
  await expect(heading(page)).toHaveText('로그인')
  await signIn(page, { email: 'demo@nowait.shop', password: 'nowait-demo' })
  await expect(heading(page)).toHaveText('주문하기')
  await expect(page.getByRole('region', { name: '주문 상품' }).getByText('새벽 머그')).toBeVisible()
})

test('an order that is not answered is told as such, never as failed @mock', async ({ page, complaints }) => {
  complaints.expect('503 /api/orders')
  await mockWeather(page, 'persona=empty')
  await putInCart(page, 'dawn-mug')
  await page.goto('/checkout')
  await fillAddress(page, { ...home, postalCode: '00503' })
  await orderButton(page).click()
  await expect(page.getByRole('alert')).toContainText('주문의 답을 아직 받지 못했어요')
  await expect(page.getByRole('button', { name: '주문 이어서 확인하기' })).toBeVisible()
})

/** Buys without the pages, from under the customer's hands. */
async function somebodyBuys(page: Page, slug: string, quantity: number): Promise<void> {
  const status = await page.evaluate(
    async ([productId, pieces, shipTo]) => {
      const headers = { 'content-type': 'application/json', 'x-csrf': '1', 'idempotency-key': 'somebody' }
      const body = JSON.stringify({ items: [{ productId, quantity: pieces }], shipTo })
      const answer = await fetch('/api/orders', { method: 'POST', headers, body })
      return answer.status
    },
    [product(slug).id, quantity, home] as const,
  )
  expect(status, isMock() ? 'the mock sells' : 'the shop sells').toBe(201)
}
