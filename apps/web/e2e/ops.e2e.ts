import type { Page } from '@playwright/test'
import { openOps, rowOf } from './operator-page.ts'
import { pushService } from './push-service.ts'
import { expect, home, mockWeather, part, product, signUp, test, whatMoved } from './shop.ts'

test('a member sees no link to operations, and at its address that it is not for him', async ({
  page,
  complaints,
}) => {
  complaints.expect('403 /api/ops/overview')
  await signUp(page)
  await expect(page.getByRole('link', { name: '운영', exact: true })).toHaveCount(0)
  await page.goto('/ops')
  await expect(page.getByText('운영자만 볼 수 있는 화면이에요')).toBeVisible()
  await expect(page.getByRole('table')).toHaveCount(0)
})

test('a visitor signs in first', async ({ page }) => {
  await page.goto('/ops')
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fops$/)
})

test('an operator holds a consumer group back and lets it go on; both are written down', async ({ page }) => {
  await openOps(page)
  const group = rowOf(page, '소비자 그룹', 'order-catalogue')
  await expect(group.getByText('받는 중')).toBeVisible()
  await group.getByRole('button', { name: /^order-catalogue .*일시정지$/ }).click()
  await expect(group.getByText('일시정지', { exact: true }).first()).toBeVisible()
  await expect(group.getByRole('button', { name: /재개$/ })).toBeVisible()
  await group.getByRole('button', { name: /재개$/ }).click()
  await expect(group.getByText('받는 중')).toBeVisible()
  const audit = part(page, '운영 기록').getByRole('row').filter({ hasText: 'order-catalogue' })
  await expect(audit.filter({ hasText: '재개' }).first()).toContainText('운영자')
  await expect(audit.filter({ hasText: '일시정지' }).first()).toContainText('운영자')
})

test('dead jobs are redriven by what they failed with, and get done without a reload @mock', async ({
  page,
}) => {
  await mockWeather(page, 'persona=operator,pace=3000')
  await page.goto('/ops')
  const jobs = part(page, '작업')
  await expect(jobs.getByRole('listitem')).toHaveCount(3)
  await jobs.getByLabel('오류에 들어 있는 말').fill('제때')
  await jobs.getByRole('button', { name: '다시 실행하기' }).click()
  await expect(page.getByText('조건에 맞는 작업이 없었어요.')).toBeVisible()
  await jobs.getByLabel('오류에 들어 있는 말').fill('in time')
  await jobs.getByRole('button', { name: '다시 실행하기' }).click()
  await expect(page.getByText('작업 2개를 다시 실행해요.')).toBeVisible()
  await expect(jobs.getByRole('listitem')).toHaveCount(1)
  await jobs.getByRole('button', { name: /^완료/ }).click()
  await expect(jobs.getByRole('listitem').filter({ hasText: 'purchase-points' })).toHaveCount(2)
  await expect(part(page, '운영 기록')).toContainText('한꺼번에 다시 실행')
})

test('a key that stands still goes on once the job before it is retried @mock', async ({ page }) => {
  await mockWeather(page, 'persona=operator,pace=1000')
  await page.goto('/ops')
  await expect(part(page, '멈춘 키')).toContainText('#881')
  await page.getByRole('button', { name: '작업 881 다시 실행' }).click()
  await expect(page.getByText('#881 작업을 다시 실행해요.')).toBeVisible()
  await expect(part(page, '멈춘 키')).toHaveCount(0)
})

test('a job is discarded only after a second word @mock', async ({ page }) => {
  await mockWeather(page, 'persona=operator,pace=0')
  await page.goto('/ops')
  const jobs = part(page, '작업')
  await jobs.getByRole('button', { name: '작업 882 버리기' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: '그대로 두기' }).click()
  await expect(jobs.getByText('#882')).toBeVisible()
  await jobs.getByRole('button', { name: '작업 882 버리기' }).click()
  await dialog.getByRole('button', { name: '버리기' }).click()
  await expect(jobs.getByText('#882')).toHaveCount(0)
  await expect(jobs).toBeFocused()
})

test('looking again takes neither the focus nor what was opened @mock', async ({ page }) => {
  await mockWeather(page, 'persona=operator,pace=0')
  await page.goto('/ops')
  const details = page.getByRole('button', { name: '작업 883 자세히' })
  await details.click()
  const fold = page.getByRole('button', { name: '작업 883 접기' })
  await expect(page.getByText('"email": "[hidden]"')).toBeVisible()
  for (let look = 0; look < 2; look++)
    await page.waitForResponse((response) => response.url().endsWith('/api/ops/overview'))
  await expect(fold).toBeFocused()
  await expect(page.getByText('"email": "[hidden]"')).toBeVisible()
})

test('a service that is away is missing alone, and shown again when it is back @mock', async ({ page }) => {
  await mockWeather(page, 'persona=operator,pace=0,order=unavailable')
  await page.goto('/ops')
  await expect(page.getByText('주문 서비스의 상태를 지금 볼 수 없어요')).toBeVisible()
  await expect(page.getByLabel('login-points 방식')).toBeVisible()
  await expect(page.getByLabel('purchase-points 방식')).toHaveCount(0)
  await mockWeather(page, 'persona=operator,pace=0')
  await expect(page.getByLabel('purchase-points 방식')).toBeVisible()
  await expect(page.getByText('주문 서비스의 상태를 지금 볼 수 없어요')).toHaveCount(0)
})

test('where nothing was put off, nothing waits @mock', async ({ page }) => {
  await mockWeather(
    page,
    'persona=operator,pace=0,order=empty,product=empty,shipping=empty,mypage=empty,notifications=empty',
  )
  await page.goto('/ops')
  await expect(page.getByText('기다리는 일이 없어요')).toBeVisible()
  await expect(page.getByText('등록된 연동이 없어요')).toBeVisible()
})

test('nothing moves while the page arrives, nor when it looks again @mock', async ({ page }) => {
  await mockWeather(page, 'persona=operator,pace=0,delay=150')
  await page.goto('/ops')
  await expect(part(page, '운영 기록')).toContainText('아직 운영자가 한 일이 없어요')
  for (let look = 0; look < 2; look++)
    await page.waitForResponse((response) => response.url().endsWith('/api/ops/overview'))
  expect(await whatMoved(page)).toEqual([])
})

test('a command that fails says so beside its button @mock', async ({ page, complaints }) => {
  complaints.expect(/^503 \/api\/ops\//)
  await mockWeather(page, 'persona=operator,pace=0')
  await page.goto('/ops')
  await expect(page.getByRole('button', { name: '작업 883 다시 실행' })).toBeVisible()
  await mockWeather(page, 'persona=operator,pace=0,order=unavailable')
  await page.getByRole('button', { name: '작업 883 다시 실행' }).click()
  await expect(part(page, '작업').getByRole('alert')).toContainText('담당 시스템에 연결되지 않아요')
})

// One after the other: what waits to be pushed is a job only under the usual mode.
test.describe('what is pushed after a cancellation', () => {
  test.describe.configure({ mode: 'default' })

  test('the mode of an integration is changed while it runs, and given back', async ({ page }) => {
    await openOps(page)
    const mode = page.getByLabel('cancel-push 방식')
    const usual = await mode.inputValue()
    const other = usual === 'database' ? 'thread' : 'database'
    await expect(mode.getByRole('option', { name: '메시징 (카프카 없음)', exact: true })).toBeDisabled()
    const change = async (to: string) => {
      await mode.selectOption(to)
      // It shows what was chosen before that is done.
      await expect(mode).not.toHaveAttribute('aria-busy')
      await expect(mode).toHaveValue(to)
    }
    await change(other)
    await page.reload()
    await expect(mode).toHaveValue(other)
    await change(usual)
  })

  test('what a push service refuses is seen waiting, retried by an operator, and done @stack', async ({
    page,
    browser,
  }) => {
    test.setTimeout(120_000)
    await signUp(page)
    const answers = await subscribe(page)
    await answers(503)
    const orderId = await cancelledOrder(page)

    const desk = await browser.newPage()
    await openOps(desk)
    const job = await jobOf(desk, orderId)
    const jobs = part(desk, '작업')
    await jobs.getByRole('button', { name: /^재시도 대기/ }).click()
    const row = jobs.getByRole('listitem').filter({ hasText: new RegExp(`#${job}(?!\\d)`) })
    await expect(row).toContainText('cancel-push')
    await expect(async () => {
      await row.getByRole('button', { name: `작업 ${job} 다시 실행` }).click({ timeout: 5_000 })
      await expect(desk.getByText(`#${job} 작업을 다시 실행해요.`)).toBeVisible({ timeout: 5_000 })
    }).toPass()
    const written = part(desk, '운영 기록').getByRole('row').filter({ hasText: '다시 실행' })
    await expect(written.getByRole('cell', { name: String(job), exact: true }).first()).toBeVisible()
    await answers(201)
    await jobs.getByRole('button', { name: /^완료/ }).click()
    await expect(row).toContainText('완료', { timeout: 60_000 })
    await desk.close()
  })
})

/** Gives a member a browser at the push service of these tests, and what makes that answer as one likes. */
async function subscribe(page: Page): Promise<(status: number) => Promise<void>> {
  const made = await fetch(pushService('/browsers'), { method: 'POST' })
  const subscription = (await made.json()) as { endpoint: string }
  await ask(page, '/api/push/subscriptions', subscription)
  const endpoint = encodeURIComponent(subscription.endpoint)
  return async (status) =>
    void (await fetch(pushService(`/answer?endpoint=${endpoint}&status=${status}`), { method: 'POST' }))
}

/** The id of an order that the member has placed and cancelled. */
async function cancelledOrder(page: Page): Promise<string> {
  const items = [{ productId: product('dawn-mug').id, quantity: 1 }]
  const { id } = await ask<{ id: string }>(page, '/api/orders', { items, shipTo: home })
  await ask(page, `/api/orders/${id}/cancel`)
  return id
}

/** The number of the job that pushes the cancellation, once it has failed and waits. */
async function jobOf(page: Page, orderId: string): Promise<number> {
  let found: number | undefined
  await expect(async () => {
    const answer = await page.request.get('/api/ops/order/jobs?state=retrying&queue=cancel-push&size=50')
    const { items } = (await answer.json()) as { items: { id: number; key: string | null }[] }
    found = items.find(({ key }) => key === orderId)?.id
    expect(found).toBeDefined()
  }).toPass({ timeout: 60_000 })
  return found!
}

async function ask<T>(page: Page, path: string, data?: object): Promise<T> {
  const headers = { 'x-csrf': '1', 'idempotency-key': crypto.randomUUID() }
  const answer = await page.request.post(path, { headers, data, failOnStatusCode: true })
  return (await answer.json()) as T
}
