import { expect, heading, part, placeOrder, signUp, test } from './shop.ts'

test('who leaves pages before they have come, and comes back, finds all well @stack', async ({
  page,
  request,
}) => {
  await signUp(page)
  const { id } = await placeOrder(page)
  for (let time = 0; time < 5; time++) {
    await page.goto(`/orders/${id}`, { waitUntil: 'commit' })
    await page.goto('/my', { waitUntil: 'commit' })
  }
  await page.goto(`/orders/${id}`)
  await expect(heading(page)).toHaveText('주문')
  await expect(part(page, '배송').getByText(/송장번호/)).toBeVisible()
  await expect(part(page, '포인트').getByText('180P')).toBeVisible()
  expect((await request.get('/api/ready')).status()).toBe(200)
})

test('going on before a page is complete shows the next one, complete', async ({ page }) => {
  await signUp(page)
  await placeOrder(page)
  await page.getByRole('banner').getByRole('link', { name: '마이페이지' }).click()
  await page.getByRole('banner').getByRole('link', { name: '노웨이트' }).click()
  await expect(part(page, '많이 찾는 것').getByRole('link')).toHaveCount(9)
})
