import { askToCancel, soon, tooLate, withOrderNotSent } from './early-order.ts'
import { expect, mockWeather, part, placeOrder, signUp, test } from './shop.ts'

test('a cancellation is shown as received at once, and as done when it is', async ({ page, complaints }) => {
  complaints.expect(tooLate)
  // The mock's parcel stays where it is; its warehouse answers after a while.
  await mockWeather(page, 'pace=60000')
  await signUp(page)
  await withOrderNotSent(page, async () => {
    await askToCancel(page)
    await expect(page.getByRole('heading', { name: /취소를 접수했어요|주문이 취소됐어요/ })).toBeVisible()
    await expect(part(page, '주문이 취소됐어요')).toBeVisible()
  })
  const steps = page.getByRole('list', { name: '주문 진행 단계' }).getByRole('listitem')
  await expect(steps.nth(-2)).toContainText('취소접수, 완료')
  await expect(steps.last()).toContainText('취소완료, 지금 단계')
  await expect(page.getByRole('button', { name: /^다시 담기/ })).toBeVisible()
})

test('a cancellation that did not arrive is taken back, and said so @mock', async ({ page, complaints }) => {
  await mockWeather(page, 'persona=empty,pace=0')
  const { id } = await placeOrder(page)
  complaints.expect(`503 /api/orders/${id}/cancel`)
  await expect(part(page, '결제가 완료됐어요')).toBeVisible()
  await mockWeather(page, 'persona=empty,pace=0,order=unavailable:SERVICE_UNAVAILABLE')
  await askToCancel(page)
  await expect(page.getByText('취소하지 못해 원래대로 돌려놓았어요.')).toBeVisible()
  await expect(part(page, '결제가 완료됐어요')).toBeVisible()
  await expect(page.getByRole('button', { name: /^주문 취소, / })).toBeVisible()
})

test('on second thoughts nothing is cancelled', async ({ page }) => {
  await mockWeather(page, 'pace=60000')
  await signUp(page)
  await withOrderNotSent(page, async () => {
    await page.getByRole('button', { name: /^주문 취소, / }).click(soon)
    await page.getByRole('dialog').getByRole('button', { name: '그대로 두기' }).click(soon)
  })
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(page.getByRole('heading', { name: /취소/ })).toHaveCount(0)
})
