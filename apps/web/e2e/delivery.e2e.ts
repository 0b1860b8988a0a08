import { expect, mockWeather, part, placeOrder, signUp, test } from './shop.ts'

test('an order moves to the door by itself, and its points are credited', async ({ page }) => {
  await mockWeather(page, 'pace=1200')
  await signUp(page)
  await placeOrder(page)
  let documents = 0
  page.on('request', (request) => request.resourceType() === 'document' && documents++)

  await expect(part(page, '포인트').getByText('적립 예정')).toBeVisible()
  await expect(part(page, '배송이 완료됐어요')).toBeVisible({ timeout: 40_000 })
  const steps = page.getByRole('list', { name: '주문 진행 단계' })
  await expect(steps.getByRole('listitem').last()).toContainText('배송완료, 지금 단계')
  await expect(part(page, '배송').getByRole('listitem').last()).toHaveAttribute('aria-current', 'step')
  await expect(part(page, '포인트').getByText('적립', { exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: /^주문 취소, / })).toHaveCount(0)
  expect(documents, 'no reload').toBe(0)
})
