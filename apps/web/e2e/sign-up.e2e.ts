import { expect, heading, newCustomer, signIn, signUp, test } from './shop.ts'

test('a new member is signed in at once and can come back', async ({ page }) => {
  const customer = await signUp(page)
  await page.goto('/account')
  await expect(page.getByText(customer.email)).toBeVisible()
  await page.getByRole('button', { name: '로그아웃', exact: true }).click()
  await expect(page.getByText('로그아웃했어요.')).toBeVisible()
  await page.getByRole('banner').getByRole('link', { name: '로그인' }).click()
  await signIn(page, customer)
  await expect(heading(page)).toHaveText(`${customer.name}님, 안녕하세요`)
})

test('an address that is taken is said so', async ({ page, complaints }) => {
  complaints.expect('409 /api/members')
  await page.goto('/sign-up')
  await page.getByLabel('이름').fill('김하루')
  await page.getByLabel('이메일').fill('Demo@nowait.shop')
  await page.getByLabel('비밀번호').fill('느린 구름 위의 산책')
  await page.getByRole('button', { name: '가입하기' }).click()
  await expect(page.getByRole('alert')).toHaveText('이미 가입된 이메일이에요. 로그인해 주세요.')
})

test('a short password and a strange address are said before anything is sent', async ({ page }) => {
  const { name } = newCustomer()
  await page.goto('/sign-up')
  await page.getByLabel('이름').fill(name)
  await page.getByLabel('이메일').fill('haru')
  await page.getByLabel('비밀번호').fill('짧아요')
  await page.getByRole('button', { name: '가입하기' }).click()
  await expect(page.getByLabel('이메일')).toBeFocused()
  await expect(page.getByLabel('이메일')).toHaveAccessibleDescription(/이메일 주소를 확인해 주세요/)
  await expect(page.getByLabel('비밀번호')).toHaveAccessibleDescription('8자 이상 입력해 주세요.')
})
