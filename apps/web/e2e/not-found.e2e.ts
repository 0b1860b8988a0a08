import { expect, heading, mockWeather, productPath, signUp, test } from './shop.ts'

test('an address that leads nowhere says so, and leads on', async ({ page, complaints }) => {
  complaints.expect('404 /there/is/nothing')
  await page.goto('/there/is/nothing')
  await expect(heading(page)).toHaveText('이 주소에는 아무것도 없어요')
  await page.getByRole('link', { name: '상품 둘러보기' }).click()
  await expect(heading(page)).toHaveText('전체 상품')
})

test("an order that is not one's own does not exist", async ({ page, complaints }) => {
  const unknown = '0199c000-0009-7000-8000-000000000000'
  // Not when it is found out after the answer has begun, as it is with a slow order service.
  complaints.expect(`404 /api/pages/order/${unknown}`)
  await signUp(page)
  await page.goto(`/orders/${unknown}`)
  await expect(page.getByText('이 주문을 찾을 수 없어요')).toBeVisible()
  await page.getByRole('main').getByRole('link', { name: '주문 내역 보기' }).click()
  await expect(heading(page)).toHaveText('주문 내역')
})

test('a product that cannot be asked for now comes after another try @mock', async ({ page, complaints }) => {
  complaints.expect(/^50\d \/api\/products\//)
  await mockWeather(page, 'product=unavailable')
  await page.goto(productPath('dawn-mug'))
  await expect(heading(page)).toHaveText('상품을 지금 볼 수 없어요')
  await mockWeather(page, '')
  await page.getByRole('button', { name: '다시 불러오기' }).click()
  await expect(heading(page)).toHaveText('새벽 머그')
})

test('header and footer stay usable when a page cannot be had @mock', async ({ page, complaints }) => {
  complaints.expect('503 /api/products')
  await mockWeather(page, 'product=unavailable:SERVICE_UNAVAILABLE')
  await page.goto('/products')
  await expect(page.getByText('지금은 답할 수 없어요. 잠시 뒤에 다시 시도해 주세요.')).toBeVisible()
  await page.getByRole('link', { name: '장바구니, 0개' }).click()
  await expect(page.getByText('장바구니가 비어 있어요')).toBeVisible()
})
