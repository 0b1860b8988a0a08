import { expect, heading, product, productPath, test } from './shop.ts'

test('a product says what it costs, what is there, and the points it brings', async ({ page }) => {
  const { name, description } = product('round-teapot')
  await page.goto(productPath('round-teapot'))
  await expect(heading(page)).toHaveText(name.ko)
  await expect(page).toHaveTitle(`${name.ko} · 노웨이트`)
  const main = page.getByRole('main')
  await expect(main.getByText('46,000원')).toBeVisible()
  await expect(main.getByText('바로 보낼 수 있어요')).toBeVisible()
  await expect(main.getByText(/^460P \(1%/)).toBeVisible()
  await expect(main.getByText(description.ko)).toBeVisible()
})

test('what is sold out cannot be put in the cart', async ({ page }) => {
  await page.goto(productPath('cassette-player'))
  const main = page.getByRole('main')
  await expect(main.getByText('품절', { exact: true })).toBeVisible()
  await expect(main.getByRole('button', { name: '지금은 품절이에요' })).toBeDisabled()
})

test('no more pieces can be chosen than there are', async ({ page }) => {
  await page.goto(productPath('leather-tote'))
  const quantity = page.getByRole('main').getByLabel('수량')
  await expect(page.getByRole('main').getByText('2개 남았어요')).toBeVisible()
  await quantity.fill('9')
  await expect(quantity).toHaveValue('2')
  await expect(page.getByRole('button', { name: '가죽 토트 하나 늘리기' })).toBeDisabled()
  await page.getByRole('button', { name: '가죽 토트 하나 줄이기' }).click()
  await expect(quantity).toHaveValue('1')
})

test('a product that does not exist says so and leads on', async ({ page, complaints }) => {
  const unknown = '0199c000-0009-7000-8000-000000000000'
  complaints.expect(`404 /api/products/${unknown}`)
  await page.goto(`/products/${unknown}`)
  await expect(heading(page)).toHaveText('지금은 판매하지 않는 상품이에요')
  await page.getByRole('link', { name: '상품 둘러보기' }).click()
  await expect(heading(page)).toHaveText('전체 상품')
})
