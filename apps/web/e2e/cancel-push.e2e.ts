/**
 * From the click on "cancel order" to the notification. Only one step is played: no browser gets an address at a push
 * service without the internet, so it is given one at the push service of these tests, which decrypts what the shop
 * sends there, and what was sent arrives as the browser's own push event.
 * PUSH_RUNS=20 takes as many cancellations and prints how long they took.
 */
import type { Page } from '@playwright/test'
import { soon, tooLate, withOrderNotSent } from './early-order.ts'
import { deliver, notifications, touch } from './push-device.ts'
import { pushService } from './push-service.ts'
import { expect, heading, part, signIn, signUp, test } from './shop.ts'

const runs = Number(process.env['PUSH_RUNS'] ?? 1)

test('a cancelled order is pushed, shown and opened @stack', async ({ page, context, complaints }) => {
  test.setTimeout(60_000 + runs * 30_000)
  complaints.expect(tooLate)
  await context.grantPermissions(['notifications'])
  const { endpoint } = await playPushService(page)
  await signUp(page)
  await page.goto('/account')
  await part(page, '브라우저 알림').getByRole('button', { name: '알림 받기' }).click()
  await expect(part(page, '브라우저 알림')).toContainText('받고 있어요')

  const seconds: number[] = []
  for (let run = 1; run <= runs; run++) {
    const { id, clicked } = await placeAndCancel(page)
    await expect.poll(() => pushesTo(endpoint), { timeout: 30_000 }).toHaveLength(run)
    const { text, at } = (await pushesTo(endpoint)).at(-1)!
    seconds.push((Date.parse(at) - clicked) / 1000)

    const message = JSON.parse(text) as { id: string; orderNumber: string }
    await deliver(page, text)
    const shown = { title: '주문 취소가 완료됐어요', tag: message.id, body: /주문번호 \d/ }
    await expect
      .poll(() => notifications(page))
      .toEqual([{ ...shown, body: expect.stringMatching(shown.body) }])
    expect(await touch(page, message.id)).toBe(`/orders/${id}`)
  }
  const sorted = seconds.toSorted((a, b) => a - b)
  const p95 = sorted[Math.ceil(runs * 0.95) - 1]!
  const report = `click to push: ${runs} runs, median ${sorted[Math.floor(runs / 2)]!.toFixed(2)} s, p95 ${p95.toFixed(2)} s`
  test.info().annotations.push({ type: 'measured', description: report })
  process.stdout.write(`    ${report}\n`)
})

test('signing out takes the browser off the list of the shop @stack', async ({ page, context }) => {
  await context.grantPermissions(['notifications'])
  await playPushService(page)
  const customer = await signUp(page)
  await page.goto('/account')
  await part(page, '브라우저 알림').getByRole('button', { name: '알림 받기' }).click()
  await expect(part(page, '브라우저 알림')).toContainText('받고 있어요')
  const listed = () =>
    page.evaluate(async () => (await (await fetch('/api/push/subscriptions')).json()) as { items: unknown[] })
  expect((await listed()).items).toHaveLength(1)

  await page.getByRole('button', { name: '로그아웃', exact: true }).click()
  await expect(page.getByText('로그아웃했어요.')).toBeVisible()
  await page.goto('/sign-in')
  await signIn(page, customer)
  await expect(heading(page)).toHaveText(`${customer.name}님, 안녕하세요`)
  expect((await listed()).items).toEqual([])
})

/** Gives the page what a browser with an address at the push service has. */
async function playPushService(page: Page): Promise<{ endpoint: string }> {
  const answer = await fetch(pushService('/browsers'), { method: 'POST' })
  const subscription = (await answer.json()) as PushSubscriptionJSON & { endpoint: string }
  await page.addInitScript((json) => {
    const key = 'played push subscription'
    const current = () =>
      localStorage.getItem(key)
        ? ({
            endpoint: json.endpoint,
            options: { applicationServerKey: null, userVisibleOnly: true },
            toJSON: () => json,
            unsubscribe: async () => {
              localStorage.removeItem(key)
              return true
            },
          } as unknown as PushSubscription)
        : null
    PushManager.prototype.getSubscription = async () => current()
    PushManager.prototype.subscribe = async () => {
      localStorage.setItem(key, '1')
      return current()!
    }
  }, subscription)
  return subscription
}

async function pushesTo(endpoint: string): Promise<{ text: string; at: string }[]> {
  const answer = await fetch(pushService(`/pushes?endpoint=${encodeURIComponent(endpoint)}`))
  return (await answer.json()) as { text: string; at: string }[]
}

/** Gives when the cancellation was clicked, ms. */
const placeAndCancel = (page: Page) =>
  withOrderNotSent(page, async (id) => {
    await page.getByRole('button', { name: /^주문 취소, / }).click(soon)
    const confirm = page.getByRole('dialog').getByRole('button', { name: '주문 취소' })
    await expect(confirm).toBeVisible()
    const clicked = Date.now()
    await confirm.click(soon)
    await expect(part(page, '주문이 취소됐어요')).toBeVisible()
    return { id, clicked }
  })
