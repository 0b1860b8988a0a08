import type { Page, Request } from '@playwright/test'
import { expect, heading, part, placeOrder, product, signUp, test } from './shop.ts'

/** Requests from now on, without pictures, the stream of changes, and the browser's own for the icon of the tab. */
function watch(page: Page): Request[] {
  const seen: Request[] = []
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    const isBackground = request.resourceType() === 'image' || ['/api/live', '/icon.svg'].includes(pathname)
    if (!isBackground) seen.push(request)
  })
  return seen
}
const paths = (requests: Request[]) => requests.map((request) => new URL(request.url()).pathname)

test('the shop loads once for a whole visit', async ({ page }) => {
  await signUp(page)
  const seen = watch(page)
  await page.getByRole('banner').getByRole('link', { name: '노웨이트' }).click()
  await part(page, '많이 찾는 것').getByRole('link').nth(1).click()
  await page.getByRole('button', { name: '장바구니에 담기' }).click()
  await page.getByRole('link', { name: '장바구니 보기' }).click()
  await page.getByRole('link', { name: '주문하기' }).click()
  await expect(heading(page)).toHaveText('주문하기')
  await page.goBack()
  await expect(heading(page)).toHaveText('장바구니')
  await page.getByRole('banner').getByRole('link', { name: '마이페이지' }).click()
  await page.getByRole('link', { name: '계정' }).click()
  await expect(heading(page)).toHaveText('계정')
  expect(seen.filter((request) => request.resourceType() === 'document')).toEqual([])
})

test('a page one has seen opens without any request', async ({ page }) => {
  await page.goto('/')
  const link = part(page, '많이 찾는 것').getByRole('link').nth(1)
  const name = (await link.locator('span').nth(2).textContent()) ?? ''
  await link.click()
  await expect(heading(page)).toHaveText(name)
  await page.getByRole('banner').getByRole('link', { name: '노웨이트' }).click()
  await expect(part(page, '많이 찾는 것')).toBeVisible()
  await page.waitForLoadState('networkidle')

  const seen = watch(page)
  await link.click()
  await expect(heading(page)).toHaveText(name)
  await page.getByRole('banner').getByRole('link', { name: '노웨이트' }).click()
  await expect(part(page, '많이 찾는 것')).toBeVisible()
  expect(paths(seen)).toEqual([])
})

test('pointing at a link fetches what it leads to, and the click nothing more', async ({ page }) => {
  const { id, name } = product('dawn-mug')
  await page.goto('/products?search=새벽')
  const link = page.getByRole('main').getByRole('link', { name: name.ko })
  await expect(link).toBeVisible()
  const fetched = page.waitForResponse((response) => response.url().endsWith(`/api/products/${id}`))
  await link.hover()
  await (await fetched).finished()
  await page.waitForLoadState('networkidle')
  const seen = watch(page)
  await link.click()
  await expect(heading(page)).toHaveText(name.ko)
  expect(paths(seen)).toEqual([])
})

test('passing over links fetches nothing', async ({ page }) => {
  await page.goto('/products?search=새벽')
  const link = page.getByRole('main').getByRole('link', { name: '새벽 머그' })
  await expect(link).toBeVisible()
  await page.waitForLoadState('networkidle')
  const seen = watch(page)
  await link.dispatchEvent('pointerenter')
  await link.dispatchEvent('pointerleave')
  await page.getByRole('link', { name: /^장바구니/ }).click()
  await expect(heading(page)).toHaveText('장바구니')
  expect(paths(seen).filter((path) => path.startsWith('/api/products/'))).toEqual([])
})

test('Back and Forward move between pages, and a reload stays', async ({ page }) => {
  await page.goto('/products?category=plants')
  await page.getByRole('main').getByRole('link', { name: '몬스테라' }).click()
  await expect(heading(page)).toHaveText('몬스테라')
  await page.goBack()
  await expect(heading(page)).toHaveText('식물')
  await page.goForward()
  await expect(heading(page)).toHaveText('몬스테라')
  await page.reload()
  await expect(heading(page)).toHaveText('몬스테라')
})

test('an order opened from its address is the same as from a link', async ({ page }) => {
  await signUp(page)
  const { id } = await placeOrder(page)
  await page.goto(`/orders/${id}`)
  await expect(part(page, '주문 내용').getByText('새벽 머그')).toBeVisible()
})
