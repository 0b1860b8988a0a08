import { expect, heading, isMock, mockWeather, part, signIn, signUp, test } from './shop.ts'

test('the first sign-in of a day brings points, which arrive on the open page', async ({ page }) => {
  // The mock's points stand still until they have been seen; the real ones are faster than the eye.
  await mockWeather(page, 'pace=0')
  const customer = await signUp(page)
  await page.goto('/account')
  await page.getByRole('button', { name: '로그아웃', exact: true }).click()
  await expect(page.getByText('로그아웃했어요.')).toBeVisible()
  await page.goto('/sign-in')
  await signIn(page, customer)
  await expect(heading(page)).toHaveText(`${customer.name}님, 안녕하세요`)
  const opened = await page.evaluate(() => performance.timeOrigin)

  const points = part(page, '포인트')
  const entry = points.getByRole('listitem')
  await expect(entry).toHaveCount(1)
  await expect(entry).toContainText('출석 적립')
  await expect(entry).toContainText('+100P')
  if (isMock()) await expect(entry).toContainText('적립 예정')

  await mockWeather(page, 'pace=4000')
  await expect(entry).toContainText('까지')
  await expect(points.getByText('쓸 수 있는 포인트').locator('xpath=../dd')).toHaveText('100P')
  expect(await page.evaluate(() => performance.timeOrigin), 'nothing was loaded anew').toBe(opened)
})
