import type { Page } from '@playwright/test'
import { openOps } from './operator-page.ts'
import { expect, heading, mockWeather, part, signUp, test, whatMoved } from './shop.ts'

const start = (page: Page) => page.getByRole('button', { name: '비교 시작' })
const result = (page: Page) => page.getByRole('table', { name: '결과' })
const figure = (page: Page, row: string, column: number) =>
  result(page).getByRole('row').filter({ hasText: row }).getByRole('cell').nth(column)

test('an operator finds the lab, and how it is switched on where it is off @mock', async ({
  page,
  complaints,
}) => {
  complaints.expect('409 /api/lab')
  await mockWeather(page, 'lab=unavailable:LAB_OFF')
  await openOps(page)
  await page.getByRole('link', { name: '실험실 보기' }).click()
  await expect(heading(page)).toHaveText('실험실')
  await expect(page.getByText('LAB=1 npm start')).toBeVisible()
  await expect(part(page, '어떤 방식이 맞을까요')).toContainText('데이터베이스')
  await expect(start(page)).toHaveCount(0)
})

test('a comparison is run, seen while it goes on, and kept beside others @mock', async ({ page }) => {
  await mockWeather(page, 'persona=operator,pace=0')
  await page.goto('/lab?seconds=4&clients=10')
  await expect(page.getByLabel('동시 손님')).toHaveValue('10')
  await start(page).click()
  const now = page.getByRole('table', { name: '지금 두 서버' })
  await expect(now.getByRole('row', { name: /^미룸 [1-9]/ })).toBeVisible()
  await expect(page.locator('canvas')).toHaveCount(2)
  await expect(page.getByText('끝났어요', { exact: true })).toBeVisible({ timeout: 30_000 })
  await expect(figure(page, '장애 중 · 초당 응답', 1)).toHaveText(/^\d+\.\d$/)
  await expect(figure(page, '끝나지 않은 일', 2)).toHaveText('없음')
  const kept = part(page, '잰 것 비교').getByRole('table')
  await expect(kept.getByRole('row').filter({ hasText: '900 ms로 느려짐 · 10명 · 4초' })).toHaveCount(1)
})

/** `LAB_PICTURE=FILE` takes the longer run of the README's picture, in English. */
const picture = process.env['LAB_PICTURE']

test('real processes are compared while an operator looks on @stack', async ({ page }) => {
  test.setTimeout(180_000)
  await openOps(page)
  await page.getByRole('link', { name: '실험실 보기' }).click()
  if (!picture) await page.goto('/lab?seconds=4&clients=10')
  await start(page).click()
  if (picture) await page.getByLabel('언어').selectOption('English')
  await expect(page.getByText(picture ? 'Finished' : '끝났어요', { exact: true })).toBeVisible({
    timeout: 120_000,
  })
  if (picture) return void (await page.screenshot({ path: picture, caret: 'hide' }))
  const perSecond = (column: number) => figure(page, '장애 중 · 초당 응답', column).textContent().then(Number)
  expect(await perSecond(2)).toBeGreaterThan(2 * (await perSecond(1)))
  await expect(page.getByText(/모형으로 그린 값/)).toHaveCount(0)
})

test('the lab is for operators', async ({ page, complaints }) => {
  complaints.expect('403 /api/lab')
  await signUp(page)
  await page.goto('/lab')
  await expect(page.getByText('운영자만 볼 수 있는 화면이에요')).toBeVisible()
  await expect(start(page)).toHaveCount(0)
})

test('the figures of the seed are on the page, for eyes and in words @mock', async ({ page }) => {
  await page.clock.install()
  await mockWeather(page, 'persona=operator,pace=0')
  await page.goto('/lab')
  await start(page).click()
  await passUntil(page, () => page.getByText('끝났어요', { exact: true }).isVisible())
  await expect(figure(page, '장애 중 · 초당 응답', 0)).toHaveText('5.0')
  await expect(figure(page, '장애 중 · 초당 응답', 1)).toHaveText(/^5\.\d$/)
  await expect(figure(page, '장애 중 · 초당 응답', 2)).toHaveText(/^(49|50)\.\d$/)
  await expect(page.getByText(/모형으로 그린 값이에요. 잰 값이 아니에요/)).toBeVisible()
  await page.getByText('시간별 표로 보기').click()
  const course = page.getByRole('table', { name: '시간별 표로 보기' })
  await expect(course.getByRole('row').filter({ hasText: /^12장애 중5\.0/ })).toHaveCount(1)
  expect(await whatMoved(page)).toEqual([])
})

test('knobs are in the address, and a link brings them back @mock', async ({ page }) => {
  await mockWeather(page, 'persona=operator,pace=0')
  await page.goto('/lab')
  await page.getByLabel('중간에 외부가').selectOption('답이 없음')
  await page.getByLabel('동시 손님').fill('51')
  await expect(page.getByLabel('동시 손님')).toHaveAttribute('aria-invalid', 'true')
  await page.getByLabel('동시 손님').fill('40')
  await page.getByLabel('동시 손님').press('Enter')
  await expect(page).toHaveURL(/\/lab\?fault=hang&clients=40$/)
  await page.reload()
  await expect(page.getByLabel('중간에 외부가')).toHaveValue('hang')
  await expect(page.getByLabel('동시 손님')).toHaveValue('40')
  await page.getByRole('button', { name: '처음 값으로' }).click()
  await expect(page).toHaveURL(/\/lab$/)
})

test('four answers name the mode @mock', async ({ page }) => {
  await mockWeather(page, 'persona=operator,pace=0')
  await page.goto('/lab')
  const advice = part(page, '어떤 방식이 맞을까요')
  const answer = (words: string) => advice.getByLabel(words).check()
  await expect(advice.getByRole('strong')).toHaveText('데이터베이스')
  await answer('가끔은 괜찮아요')
  await expect(advice.getByRole('strong')).toHaveText('스레드')
  await advice.getByRole('button', { name: '이 방식을 고르기' }).click()
  await expect(page.getByLabel('미루는 방식')).toHaveValue('thread')
  await answer('그보다 많아요')
  await expect(advice.getByRole('strong')).toHaveText('메시징')
  await expect(advice).toContainText('연결된 카프카가 없어')
  await answer('답이 있어야 다음으로 가요')
  await expect(advice.getByRole('strong')).toHaveText('직접 호출')
})

test('a lab that is busy says so, as does a run that is cut or stopped @mock', async ({ page }) => {
  await page.clock.install()
  await mockWeather(page, 'persona=operator,pace=0,lab=unavailable:LAB_BUSY')
  await page.goto('/lab')
  await expect(page.getByText('다른 비교가 돌고 있어요. 한 번에 하나만 돌 수 있어요.')).toBeVisible()
  await expect(start(page)).toBeDisabled()

  await mockWeather(page, 'persona=operator,pace=0,lab=hang')
  await page.reload()
  await start(page).click()
  await passUntil(page, () => page.getByText('연결이 끊겨 비교가 중간에 멈췄어요').isVisible())

  await mockWeather(page, 'persona=operator,pace=0')
  await start(page).click()
  await passUntil(page, () => page.getByText(/^24초 중 [1-9]/).isVisible())
  await page.getByRole('button', { name: '그만하기' }).click()
  await expect(page.getByText('그만뒀어요')).toBeVisible()
  await expect(start(page)).toBeEnabled()
})

/** Lets the clock of the page run until something is so. */
async function passUntil(page: Page, isSo: () => Promise<boolean>): Promise<void> {
  await expect(async () => {
    await page.clock.runFor(2_000)
    expect(await isSo()).toBe(true)
  }).toPass({ intervals: [10], timeout: 50_000 })
}
