import type { Page } from '@playwright/test'
import {
  expect,
  heading,
  isMock,
  whatMoved,
  mockWeather,
  placeOrder,
  productPath,
  putInCart,
  signUp,
  test,
} from './shop.ts'

const sizes = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 900 } }

for (const [size, viewport] of Object.entries(sizes)) {
  test(`nothing moves on a ${size} while pages arrive`, async ({ page }) => {
    test.slow()
    await page.setViewportSize(viewport)
    if (isMock()) await mockWeather(page, 'persona=demo,pace=0,delay=150')
    else await signUp(page)
    const order = isMock() ? '/orders/0199c000-0002-7000-8000-000000000006' : await ordered(page)
    await putInCart(page, 'linen-notebook')
    for (const path of [
      '/',
      '/products',
      productPath('dawn-mug'),
      '/cart',
      '/checkout',
      '/my',
      '/orders',
      order,
    ]) {
      await page.goto(path)
      await expect(heading(page)).toBeVisible()
      await expect(page.getByRole('contentinfo')).toBeVisible()
      await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
      expect.soft(await whatMoved(page), path).toEqual([])
    }
  })
}

async function ordered(page: Page): Promise<string> {
  const { id } = await placeOrder(page)
  // How long the lists are is known from the last visit; the first one after an order can only guess.
  await page.goto('/my')
  await expect(page.getByRole('main').getByRole('article')).toHaveCount(1)
  return `/orders/${id}`
}
