import type { Page } from '@playwright/test'
import { expect, heading, test } from './shop.ts'

const search = async (page: Page, words: string) => {
  await page.getByRole('searchbox', { name: '상품 검색' }).fill(words)
  await page.getByRole('searchbox', { name: '상품 검색' }).press('Enter')
}
const goods = (page: Page) =>
  page
    .getByRole('main')
    .getByRole('listitem')
    .filter({ has: page.locator('img') })
const prices = async (page: Page) => {
  const texts = await goods(page)
    .getByText(/^[\d,]+원$/)
    .allTextContents()
  return texts.map((text) => Number(text.replace(/\D/g, '')))
}

test('the first page shows what is new and what is liked', async ({ page }) => {
  await page.goto('/')
  await expect(page).toHaveTitle('노웨이트 · 기다리지 않는 상점')
  await expect(page.getByRole('region', { name: '새로 들어온 것' }).getByRole('link')).toHaveCount(9)
  await expect(page.getByRole('region', { name: '많이 찾는 것' }).getByRole('link')).toHaveCount(9)
})

test('goods are found by their Korean and by their English name', async ({ page }) => {
  await page.goto('/')
  await search(page, '머그')
  await expect(heading(page)).toHaveText('‘머그’ 검색 결과')
  await expect(page.getByRole('main').getByRole('link', { name: '새벽 머그' })).toBeVisible()
  await search(page, 'dawn mug')
  await expect(heading(page)).toHaveText('‘dawn mug’ 검색 결과')
  await expect(goods(page)).toHaveCount(1)
  await goods(page).getByRole('link').click()
  await expect(heading(page)).toHaveText('새벽 머그')
})

test('a search without result says what to do next', async ({ page }) => {
  await page.goto('/products?search=눈사람')
  await expect(page.getByText('찾는 상품이 없어요')).toBeVisible()
  await expect(page.getByRole('searchbox', { name: '상품 검색' })).toHaveValue('눈사람')
  await page.getByRole('link', { name: '전체 상품 보기' }).click()
  await expect(heading(page)).toHaveText('전체 상품')
  await expect(page.getByRole('main').getByText('상품 80개')).toBeVisible()
})

test('category, order and page are in the address, and Back knows them', async ({ page }) => {
  await page.goto('/')
  await page
    .getByRole('navigation', { name: '분류', exact: true })
    .getByRole('link', { name: '식물' })
    .click()
  await expect(heading(page)).toHaveText('식물')
  await page.getByLabel('정렬').selectOption('낮은 가격순')
  await expect(page).toHaveURL('/products?category=plants&sort=price-up')
  await expect.poll(async () => isAscending(await prices(page))).toBe(true)

  await page.getByRole('navigation', { name: '분류 고르기' }).getByRole('link', { name: '전체' }).click()
  await page.getByRole('link', { name: /쪽 중 2쪽$/ }).click()
  await expect(page).toHaveURL('/products?sort=price-up&page=2')
  await expect(page.getByRole('link', { name: /쪽 중 2쪽$/ })).toHaveAttribute('aria-current', 'page')

  await page.goBack()
  await page.goBack()
  await expect(heading(page)).toHaveText('식물')
  await expect(page.getByLabel('정렬')).toHaveValue('price-up')
})

test('an address with everything in it opens exactly that', async ({ page }) => {
  await page.goto('/products?category=plants&sort=price-down')
  await expect(heading(page)).toHaveText('식물')
  await expect(page.getByLabel('정렬')).toHaveValue('price-down')
  await expect.poll(async () => isAscending((await prices(page)).toReversed())).toBe(true)
})

test('no product is on two pages', async ({ page }) => {
  await page.goto('/products?sort=new')
  const seen = new Set<string | null>()
  for (const number of [1, 2, 3]) {
    const link = page.getByRole('link', { name: new RegExp(`쪽 중 ${number}쪽$`) })
    if (number > 1) await link.click()
    await expect(link).toHaveAttribute('aria-current', 'page')
    await expect(page.getByRole('main').locator('[aria-busy=true]')).toHaveCount(0)
    for (const shown of await goods(page).getByRole('link').all()) seen.add(await shown.getAttribute('href'))
  }
  expect(seen.size).toBe(3 * 24)
})

const isAscending = (numbers: number[]) =>
  numbers.length > 1 && numbers.every((number, index) => index === 0 || numbers[index - 1]! <= number)
