import { expect, heading, signIn, signInAsDemo, signUp, test } from './shop.ts'

test('the demo account is one tap away', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('banner').getByRole('link', { name: '로그인' }).click()
  await expect(heading(page)).toHaveText('로그인')
  await page.getByRole('button', { name: '데모 계정으로 로그인' }).click()
  await expect(heading(page)).toHaveText('김하루님, 안녕하세요')
  await expect(page.getByRole('banner').getByRole('link', { name: '마이페이지' })).toBeVisible()
})

test('signing in survives a reload', async ({ page }) => {
  await signInAsDemo(page)
  await page.reload()
  await expect(heading(page)).toHaveText('김하루님, 안녕하세요')
})

test('a wrong password is said in words, and what was typed stays', async ({ page, complaints }) => {
  complaints.expect('401 /api/session')
  await page.goto('/sign-in')
  await signIn(page, { email: 'demo@nowait.shop', password: 'not-the-password' })
  await expect(page.getByRole('alert')).toHaveText('이메일이나 비밀번호가 맞지 않아요.')
  await expect(page.getByLabel('이메일')).toHaveValue('demo@nowait.shop')
  await expect(page).toHaveURL('/sign-in')
})

test('what is missing is said at its field, and the first one has the focus', async ({ page }) => {
  await page.goto('/sign-in')
  await page.getByRole('button', { name: '로그인', exact: true }).click()
  await expect(page.getByLabel('이메일')).toBeFocused()
  await expect(page.getByLabel('이메일')).toHaveAccessibleDescription(/이메일 주소를 확인해 주세요/)
  await expect(page.getByLabel('비밀번호')).toHaveAccessibleDescription('비밀번호를 입력해 주세요.')
})

test('a page for members sends to sign in and back again', async ({ page }) => {
  const customer = await signUp(page)
  // From no page of the shop: one that is open would hear of it, and ask who it is now.
  await page.goto('about:blank')
  await page.context().setStorageState({ cookies: [], origins: [] })
  await page.goto('/account')
  await expect(page).toHaveURL('/sign-in?next=%2Faccount')
  // The mock keeps its members where the hint was kept; there the demo account comes back instead.
  await signIn(page, test.info().project.name === 'mock' ? demo : customer)
  await expect(page).toHaveURL('/account')
  await expect(heading(page)).toHaveText('계정')
})

const demo = { email: 'demo@nowait.shop', password: 'nowait-demo' }

test('after signing in only a page of this shop is opened', async ({ page, baseURL }) => {
  for (const next of [
    'https://evil.example/',
    '//evil.example',
    '/\\\\evil.example',
    'javascript:alert(1)',
  ]) {
    await page.goto(`/sign-in?next=${encodeURIComponent(next)}`)
    await page.getByRole('button', { name: '데모 계정으로 로그인' }).click()
    await expect(heading(page)).toHaveText('김하루님, 안녕하세요')
    expect(new URL(page.url()).origin, next).toBe(new URL(baseURL!).origin)
  }
})
