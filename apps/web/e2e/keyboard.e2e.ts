import { seedId } from '../mocks/fixtures.ts'
import { expect, heading, mockWeather, productPath, test } from './shop.ts'

test('the first stop leads past the header', async ({ page }) => {
  await page.goto('/')
  await expect(heading(page)).toBeVisible()
  await page.keyboard.press('Tab')
  const skip = page.getByRole('link', { name: '본문으로 건너뛰기' })
  await expect(skip).toBeFocused()
  await expect(skip).toBeInViewport()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('main').locator(':focus')).toHaveCount(1)
})

test('a new page says what it is: its title has the focus', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('link', { name: /^장바구니/ }).focus()
  await page.keyboard.press('Enter')
  await expect(heading(page)).toHaveText('장바구니')
  await expect(heading(page)).toBeFocused()
  await page.getByRole('banner').getByRole('link', { name: '로그인' }).press('Enter')
  await expect(heading(page)).toHaveText('로그인')
  await expect(heading(page)).toBeFocused()
})

test('what has the focus is seen to have it, and not hidden below the header', async ({ page }) => {
  await page.goto('/products')
  await expect(page.getByRole('main').getByRole('listitem').first()).toBeVisible()
  await page.getByRole('contentinfo').getByRole('link').first().focus()
  for (let step = 0; step < 12; step++) {
    await page.keyboard.press('Shift+Tab')
    const focused = await page.evaluate(() => {
      const element = document.activeElement!
      const { top, bottom } = element.getBoundingClientRect()
      const header = document.querySelector('header')!.getBoundingClientRect().bottom
      const { outlineStyle } = getComputedStyle(element)
      return { isClear: bottom > header && top < innerHeight, outlineStyle }
    })
    expect(focused.isClear).toBe(true)
    expect(focused.outlineStyle).not.toBe('none')
  }
})

test('a question keeps the focus until it is answered, and gives it back @mock', async ({ page }) => {
  await mockWeather(page, 'persona=demo,pace=0')
  await page.goto(`/orders/${seedId(2, 7)}`)
  const cancel = page.getByRole('button', { name: /^주문 취소, / })
  await cancel.focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: '이 주문을 취소할까요?' })
  await expect(dialog.getByRole('button', { name: '그대로 두기' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(cancel).toBeFocused()
})

test('a whole purchase needs no pointer', async ({ page }) => {
  await page.goto(productPath('dawn-mug'))
  await page.getByRole('button', { name: '새벽 머그 하나 늘리기' }).press('Enter')
  await page.getByRole('button', { name: '장바구니에 담기' }).press('Space')
  await page.getByRole('link', { name: '장바구니 보기' }).press('Enter')
  await expect(page.getByLabel('수량, 새벽 머그')).toHaveValue('2')
  await page.getByRole('link', { name: '주문하기' }).press('Enter')
  await expect(heading(page)).toHaveText('로그인')
  await page.getByRole('button', { name: '데모 계정으로 로그인' }).press('Enter')
  await expect(heading(page)).toHaveText('주문하기')
  await expect(heading(page)).toBeFocused()
})
