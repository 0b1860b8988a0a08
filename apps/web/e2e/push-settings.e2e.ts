/** Turning notifications of the browser on and off, and every way in which that cannot be. */
import type { Page } from '@playwright/test'
import { expect, heading, mockWeather, part, signInAsDemo, signUp, test } from './shop.ts'

const settings = (page: Page) => part(page, '브라우저 알림')
const button = (page: Page, name: string) => settings(page).getByRole('button', { name })
const says = (page: Page, text: string) => expect(settings(page)).toContainText(text)

async function open(page: Page, words = ''): Promise<void> {
  await mockWeather(page, `persona=demo,pace=0,${words}`)
  await page.goto('/account')
}

async function openTurnedOn(page: Page): Promise<void> {
  await open(page)
  await button(page, '알림 받기').click()
  await says(page, '받고 있어요')
}

test('turned on by a click, still on after a reload, and off by another @mock', async ({ page }) => {
  await open(page)
  await says(page, '받지 않아요')
  await button(page, '알림 받기').click()
  await says(page, '받고 있어요')
  await page.reload()
  await says(page, '로그아웃하면 꺼져요')
  await button(page, '알림 끄기').click()
  await says(page, '받지 않아요')
})

test('a question that was closed can be asked again @mock', async ({ page }) => {
  await open(page, 'browser=closed')
  await button(page, '알림 받기').click()
  await says(page, '허용하지 않고 닫았어요')
  await expect(button(page, '알림 받기')).toBeEnabled()
})

test('refused: it says where that is changed, and offers no button that would do nothing @mock', async ({
  page,
}) => {
  await open(page, 'browser=refuses')
  await button(page, '알림 받기').click()
  await says(page, '브라우저에서 차단했어요')
  await says(page, '사이트 설정에서 알림을 허용하면')
  await expect(settings(page).getByRole('button')).toHaveCount(0)
})

test('a browser that cannot, and an address where none can, are told apart @mock', async ({ page }) => {
  await open(page, 'browser=unsupported')
  await says(page, '이 브라우저는 지원하지 않아요')
  await page.addInitScript(() => Object.defineProperty(window, 'isSecureContext', { value: false }))
  await page.reload()
  await says(page, 'https 주소가 필요해요')
  await expect(settings(page).getByRole('button')).toHaveCount(0)
})

test('a browser that gets no address for pushes says so, at once or after a while @mock', async ({
  page,
}) => {
  await open(page, 'browser=broken')
  await button(page, '알림 받기').click()
  await says(page, '브라우저가 알림 주소를 받지 못했어요')

  await page.clock.install()
  await open(page, 'browser=silent')
  await button(page, '알림 받기').click()
  await says(page, '켜는 중이에요')
  // Its patience begins when the browser is asked, which is a moment after the click.
  await expect(async () => {
    await page.clock.runFor(20_500)
    await expect(settings(page)).toContainText('브라우저가 알림 주소를 받지 못했어요', { timeout: 500 })
  }).toPass()
  await expect(button(page, '알림 받기')).toBeEnabled()
})

test('while the push service is away nothing is claimed to be on @mock', async ({ page, complaints }) => {
  complaints.expect(/^503 \/api\/push\//)
  await open(page, 'push=unavailable')
  await button(page, '알림 받기').click()
  await says(page, '받지 않아요')
  await expect(settings(page).locator('.text-failed')).toBeVisible()

  await openTurnedOn(page)
  await open(page, 'push=unavailable')
  await says(page, '지금은 알림 서비스를 확인할 수 없어요')
})

test('settings whose code did not come can be asked for again @stack', async ({ page, complaints }) => {
  complaints.expect(/^ERR_FAILED \/assets\/push-settings/)
  await signUp(page)
  await page.route('**/assets/push-settings-*.js', (route) => route.abort(), { times: 1 })
  await page.goto('/account')
  await settings(page).getByRole('button', { name: '다시 불러오기' }).click()
  await says(page, '받지 않아요')
})

test('offline it can be neither turned on nor off, and says so @mock', async ({ page, context }) => {
  await open(page)
  await says(page, '받지 않아요')
  await context.setOffline(true)
  await says(page, '연결되면 켤 수 있어요')
  await expect(button(page, '알림 받기')).toBeDisabled()
  await context.setOffline(false)
  await expect(button(page, '알림 받기')).toBeEnabled()
})

test('signing out ends it, whoever signs in next @mock', async ({ page }) => {
  await openTurnedOn(page)
  await page.getByRole('button', { name: '로그아웃', exact: true }).click()
  await expect(page.getByText('로그아웃했어요.')).toBeVisible()
  await signInAsDemo(page)
  await page.goto('/account')
  await says(page, '받지 않아요')
})

test('signing out waits a moment for a push service that hangs, and no longer @mock', async ({ page }) => {
  await openTurnedOn(page)
  await mockWeather(page, 'persona=demo,pace=0,push=hang,deadline=600000')
  await page.getByRole('button', { name: '로그아웃', exact: true }).click()
  await expect(page.getByText('로그아웃했어요.')).toBeVisible()
  await expect(heading(page)).toBeVisible()
})
