import { openOps } from './operator-page.ts'
import { expect, heading, mockWeather, part, test } from './shop.ts'

test('an operator compares My Page with what it would be, and sees what came of it', async ({ page }) => {
  await openOps(page)
  // The mock stands still where it has no pace.
  await mockWeather(page, 'persona=operator,pace=100')
  await page.getByRole('link', { name: '마이페이지 다시 만들기' }).click()
  await expect(heading(page)).toHaveText('마이페이지 다시 만들기')
  const dialog = page.getByRole('dialog')
  await page.getByRole('button', { name: '비교만 하기' }).click()
  await dialog.getByRole('button', { name: '비교만 하기' }).click()
  const run = part(page, '비교')
  await expect(run.getByText('완료')).toBeVisible({ timeout: 60_000 })
  await expect(run.getByText(/^운영자 · /)).toBeVisible()
  await expect(run.getByText('걸린 시간')).toBeVisible()
  await page.getByRole('link', { name: '운영 화면으로' }).click()
  const audit = part(page, '운영 기록').getByRole('row').filter({ hasText: '마이페이지 비교' })
  await expect(audit.first()).toContainText('운영자')
})

test('a rebuild is begun after a second word, shows how far it is, is ended and gone on with @mock', async ({
  page,
}) => {
  await mockWeather(page, 'persona=operator,pace=0')
  await page.goto('/ops/rebuild')
  const dialog = page.getByRole('dialog')
  const run = part(page, '다시 만들기')
  await expect(run).toContainText('아직 다시 만든 적이 없어요')
  await run.getByRole('button', { name: '다시 만들기' }).click()
  await dialog.getByRole('button', { name: '그대로 두기' }).click()
  await run.getByRole('button', { name: '다시 만들기' }).click()
  await dialog.getByRole('button', { name: '다시 만들기' }).click()
  await expect(run.getByRole('progressbar', { name: '이벤트 읽기' })).toHaveAttribute('aria-valuenow', '59')
  await expect(run).toContainText('11,047 / 18,412 · 초당 2,340 · 4초 남음')

  await run.getByRole('button', { name: '멈추기' }).click()
  await expect(run).toContainText(
    '이벤트 18,412건 중 11,047건까지 읽어 두었어요. 다음에는 하던 데서 이어서 해요.',
  )
  await mockWeather(page, 'persona=operator,pace=100')
  await run.getByRole('button', { name: '이어서 만들기' }).click()
  await dialog.getByRole('button', { name: '이어서 만들기' }).click()
  await expect(run).toContainText('달랐던 화면은 새로 만든 것으로 바꾸었어요.')
  await run.getByText('화면이 다른 회원').click()
  await expect(run.getByRole('listitem')).toHaveCount(2)
})
