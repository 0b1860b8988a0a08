import { expect, heading, productPath, test } from './shop.ts'

test('the language changes at once, without asking anybody, and stays', async ({ page }) => {
  await page.goto(productPath('dawn-mug'))
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko')
  await expect(heading(page)).toHaveText('새벽 머그')
  await expect(page.getByRole('contentinfo')).toBeVisible()
  await page.waitForLoadState('networkidle')
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))

  await page.getByLabel('언어').selectOption('English')
  await expect(heading(page)).toHaveText('Dawn Mug')
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await expect(page).toHaveTitle(/^Dawn Mug · /)
  await expect(page.getByRole('button', { name: 'Add to cart' })).toBeVisible()
  expect(
    asked.filter((path) => !path.endsWith('.js')),
    'only texts are fetched',
  ).toEqual([])

  await page.reload()
  await expect(heading(page)).toHaveText('Dawn Mug')
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await page.getByLabel('Language').selectOption('한국어')
  await expect(heading(page)).toHaveText('새벽 머그')
})

test('the theme changes at once and stays; until chosen it is that of the system', async ({ page }) => {
  const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
  await page.emulateMedia({ colorScheme: 'light' })
  await page.goto('/cart')
  const light = await paper()
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect.poll(paper).not.toBe(light)

  await page.getByLabel('화면').selectOption('밝게')
  await expect.poll(paper).toBe(light)
  await page.reload()
  await expect(heading(page)).toHaveText('장바구니')
  expect(await paper()).toBe(light)
  await page.getByLabel('화면').selectOption('어둡게')
  await page.emulateMedia({ colorScheme: 'light' })
  await expect.poll(paper).not.toBe(light)
})

test('who does not care when parts arrived hides the strip, and it stays hidden', async ({ page }) => {
  await page.goto('/')
  const strip = page.getByRole('list', { name: '이 화면의 각 부분이 도착한 시간' })
  await expect(strip.getByText(/ms$/)).toHaveCount(2)
  await page.getByRole('button', { name: '도착 표시 숨기기' }).click()
  await expect(strip).toBeHidden()
  await page.reload()
  await expect(heading(page)).toBeVisible()
  await expect(strip).toBeHidden()
  await page.getByLabel('도착 표시').selectOption('보이기')
  await expect(strip).toBeVisible()
})
