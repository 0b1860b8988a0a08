/** What the worker does with pushes, whoever sent them. */
import { seedId } from '../mocks/fixtures.ts'
import { deliver, notifications, touch } from './push-device.ts'
import { expect, mockWeather, part, test } from './shop.ts'

const message = {
  id: seedId(9, 1),
  kind: 'order-cancelled',
  orderId: seedId(2, 6),
  orderNumber: '20261121-000123',
}

test.beforeEach(async ({ page, context }) => {
  await context.grantPermissions(['notifications'])
  await mockWeather(page, 'persona=demo,pace=0')
  await page.goto('/account')
  await part(page, '브라우저 알림').getByRole('button', { name: '알림 받기' }).click()
  await expect(part(page, '브라우저 알림')).toContainText('받고 있어요')
})

test('a push is shown once however often it arrives, and leads to its order @mock', async ({ page }) => {
  await deliver(page, JSON.stringify(message))
  await expect.poll(() => notifications(page)).toHaveLength(1)
  await deliver(page, JSON.stringify(message))
  // Seldom one is not on the list that was looked at while it came: it comes again then, as push services do it.
  await expect(async () => {
    await deliver(page, JSON.stringify({ ...message, id: seedId(9, 2), kind: 'order-cancel-refused' }))
    await expect.poll(() => notifications(page), { timeout: 3_000 }).toHaveLength(2)
  }).toPass()
  const first = {
    title: '주문 취소가 완료됐어요',
    body: '노웨이트 · 주문번호 20261121-000123',
    tag: message.id,
  }
  expect(await notifications(page)).toContainEqual(first)
  expect(await touch(page, message.id)).toBe(`/orders/${message.orderId}`)
  await expect.poll(async () => (await notifications(page)).map(({ tag }) => tag)).toEqual([seedId(9, 2)])
})

test('what is not from the shop is shown without its words, and leads nowhere but here @mock', async ({
  page,
}) => {
  await deliver(page, JSON.stringify({ ...message, orderId: '//evil.example', title: '경품 당첨' }))
  await expect
    .poll(() => notifications(page))
    .toEqual([{ title: '주문에 새 소식이 있어요', body: '노웨이트', tag: '' }])
  expect(await touch(page, '')).toBe('/my')
})

test('notifications are worded in the language of the shop @mock', async ({ page }) => {
  await page.getByLabel('언어').selectOption('English')
  await expect(part(page, 'Browser notifications')).toContainText('On')
  await expect
    .poll(async () => {
      await deliver(page, JSON.stringify({ ...message, id: crypto.randomUUID() }))
      return (await notifications(page)).map(({ title }) => title)
    })
    .toContain('Your order is cancelled')
})
