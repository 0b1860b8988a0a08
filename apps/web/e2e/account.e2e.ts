import type { Page } from '@playwright/test'
import { expect, heading, newCustomer, placeOrder, putInCart, signIn, signUp, test } from './shop.ts'

async function signOut(page: Page): Promise<void> {
  await page.getByRole('banner').getByRole('link', { name: '마이페이지' }).click()
  await page.getByRole('link', { name: '계정' }).click()
  await page.getByRole('button', { name: '로그아웃', exact: true }).click()
  await expect(page.getByText('로그아웃했어요.')).toBeVisible()
}

test('a new password takes the place of the old one', async ({ page, complaints }) => {
  complaints.expect('401 /api/members/me/password', '401 /api/session', '403 /api/members/me/password')
  const customer = await signUp(page)
  await page.goto('/account')
  await page.getByLabel('지금 비밀번호').fill('not-the-password')
  await page.getByLabel('새 비밀번호').fill('더 느린 구름 위의 산책')
  await page.getByRole('button', { name: '비밀번호 바꾸기' }).click()
  await expect(page.getByRole('alert').filter({ hasText: '지금 비밀번호가 맞지 않아요.' })).toBeVisible()
  await page.getByLabel('지금 비밀번호').fill(customer.password)
  await page.getByRole('button', { name: '비밀번호 바꾸기' }).click()
  await expect(page.getByText('비밀번호를 바꿨어요. 다른 기기에서는 로그아웃됐어요.')).toBeVisible()

  await signOut(page)
  await page.getByRole('banner').getByRole('link', { name: '로그인' }).click()
  await signIn(page, customer)
  await expect(page.getByRole('alert')).toHaveText('이메일이나 비밀번호가 맞지 않아요.')
  await signIn(page, { ...customer, password: '더 느린 구름 위의 산책' })
  await expect(heading(page)).toHaveText(`${customer.name}님, 안녕하세요`)
})

test('after signing out, going back shows nothing of the member', async ({ page, complaints }) => {
  // Going back may ask for a page of members before it knows better.
  complaints.expect('401 /api/session', '401 /api/live', '401 /api/pages/my')
  const customer = await signUp(page, newCustomer('가온누리'))
  await placeOrder(page)
  await signOut(page)
  await page.goBack()
  await expect(heading(page)).toHaveText('로그인')
  await expect(page.getByText(customer.name)).toHaveCount(0)
  const kept = await page.evaluate(() =>
    Object.entries(localStorage).filter(([key]) => !key.startsWith('nowait-mock')),
  )
  expect(JSON.stringify(kept)).not.toContain(customer.name)
  expect(JSON.stringify(kept)).not.toContain('마포구')
})

test('the next member on the same browser sees nothing of the one before', async ({ page }) => {
  const first = await signUp(page, newCustomer('가온누리'))
  await placeOrder(page)
  await signOut(page)
  const second = await signUp(page, newCustomer('다온'))
  await expect(page.getByText('아직 주문이 없어요')).toBeVisible()
  await page.getByRole('link', { name: '모두 보기' }).click()
  await expect(heading(page)).toHaveText('주문 내역')
  await expect(page.getByRole('main').getByRole('article')).toHaveCount(0)
  await putInCart(page, 'linen-notebook')
  await page.goto('/checkout')
  await expect(page.getByLabel('받는 분')).toHaveValue('')
  await page.goto('/account')
  await expect(page.getByText(second.email)).toBeVisible()
  await expect(page.getByText(first.email)).toHaveCount(0)
})
