import { expect, heading, productPath, putInCart, test } from './shop.ts'

test('the cart survives a reload and counts in the header', async ({ page }) => {
  await putInCart(page, 'dawn-mug', 2)
  await putInCart(page, 'linen-notebook')
  await expect(page.getByRole('link', { name: '장바구니, 3개' })).toBeVisible()
  await page.getByRole('link', { name: '장바구니, 3개' }).click()
  await expect(heading(page)).toHaveText('장바구니')
  await page.reload()
  await expect(page.getByLabel('수량, 새벽 머그')).toHaveValue('2')
  await expect(page.getByRole('link', { name: '장바구니, 3개' })).toBeVisible()
})

test('what was taken out by mistake comes back to its place', async ({ page }) => {
  await putInCart(page, 'dawn-mug', 2)
  await putInCart(page, 'linen-notebook')
  await page.getByRole('link', { name: '장바구니 보기' }).click()
  await page.getByRole('button', { name: '새벽 머그 빼기' }).click()
  await expect(page.getByLabel('수량, 새벽 머그')).toBeHidden()
  await page.getByRole('button', { name: '되돌리기' }).click()
  await expect(page.getByLabel('수량, 새벽 머그')).toHaveValue('2')
  await expect(page.getByRole('main').getByRole('listitem').first()).toContainText('새벽 머그')
})

test('quantities change the total', async ({ page }) => {
  await putInCart(page, 'dawn-mug')
  await page.getByRole('link', { name: '장바구니 보기' }).click()
  const summary = page.getByRole('region', { name: '결제 금액' })
  await expect(summary.getByText('18,000원')).toHaveCount(2)
  await page.getByRole('button', { name: '새벽 머그 하나 늘리기' }).click()
  await expect(summary.getByText('36,000원')).toHaveCount(2)
  await expect(summary.getByText('360P')).toBeVisible()
})

test('an empty cart leads to the goods', async ({ page }) => {
  await page.goto('/cart')
  await expect(page.getByText('장바구니가 비어 있어요')).toBeVisible()
  await page.getByRole('link', { name: '상품 둘러보기' }).click()
  await expect(heading(page)).toHaveText('전체 상품')
})

test('more than there is cannot be ordered', async ({ page }) => {
  await putInCart(page, 'opal-globe-pendant', 3)
  await page.goto(productPath('opal-globe-pendant'))
  await page.getByRole('button', { name: '장바구니에 담기' }).click()
  await page.getByRole('link', { name: '장바구니, 4개' }).click()
  await expect(page.getByText('3개만 남아 있어요')).toBeVisible()
  await expect(page.getByRole('button', { name: '주문하기' })).toBeDisabled()
  await page.getByRole('button', { name: '오팔 유리 펜던트 하나 줄이기' }).click()
  await expect(page.getByRole('link', { name: '주문하기' })).toBeVisible()
})

test('a cart that somebody meddled with does not break the shop', async ({ page }) => {
  await page.goto('/')
  await page.evaluate(() => localStorage.setItem('nowait.cart', '[{"productId":7},null,"x"'))
  await page.goto('/cart')
  await expect(page.getByText('장바구니가 비어 있어요')).toBeVisible()
})
