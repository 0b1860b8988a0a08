import { expect, heading, productPath, signIn, signUp, test } from './shop.ts'

const operator = { email: 'ops@nowait.shop', password: 'nowait-ops' }

test('an operator fills the shelf and changes a price', async ({ page }) => {
  await page.goto('/sign-in')
  await signIn(page, operator)
  await expect(heading(page)).toHaveText('운영자님, 안녕하세요')
  await page.goto(productPath('kumquat-tree'))
  const main = page.getByRole('main')
  await expect(main.getByText('품절', { exact: true })).toBeVisible()
  await main.getByLabel('들어온 수량').fill('30')
  await main.getByRole('button', { name: '입고하기' }).click()
  await expect(page.getByText('입고했어요. 지금 30개 있어요.')).toBeVisible()
  await expect(main.getByText('바로 보낼 수 있어요')).toBeVisible()
  await expect(main.getByRole('button', { name: '장바구니에 담기' })).toBeEnabled()

  await main.getByLabel('새 가격').fill('81000')
  await main.getByRole('button', { name: '가격 바꾸기' }).click()
  await expect(page.getByText('가격을 81,000원으로 바꿨어요.')).toBeVisible()
  await expect(main.getByText('81,000원', { exact: true })).toBeVisible()
  await page.reload()
  await expect(main.getByText('81,000원', { exact: true })).toBeVisible()
})

test('a price that makes no sense is refused before it is sent', async ({ page }) => {
  await page.goto('/sign-in')
  await signIn(page, operator)
  await expect(heading(page)).toHaveText('운영자님, 안녕하세요')
  await page.goto(productPath('zip-pouch'))
  await page.getByLabel('새 가격').fill('-5')
  await page.getByRole('button', { name: '가격 바꾸기' }).click()
  await expect(page.getByLabel('새 가격')).toHaveAccessibleDescription(
    '100부터 100,000,000까지의 숫자로 적어 주세요',
  )
})

test('a member sees nothing of that', async ({ page }) => {
  await signUp(page)
  await page.goto(productPath('zip-pouch'))
  await expect(page.getByRole('button', { name: '장바구니에 담기' })).toBeVisible()
  await expect(page.getByText('운영', { exact: true })).toHaveCount(0)
})
