import type { Page } from '@playwright/test'
import { askToCancel, tooLate, withOrderNotSent } from './early-order.ts'
import { expect, heading, home, mockWeather, part, productPath, putInCart, signUp, test } from './shop.ts'

test('two tabs share one cart', async ({ page, context }) => {
  const other = await context.newPage()
  await other.goto('/cart')
  await expect(other.getByText('장바구니가 비어 있어요')).toBeVisible()
  await putInCart(page, 'dawn-mug', 2)
  await expect(other.getByLabel('수량, 새벽 머그')).toHaveValue('2')
  await other.getByRole('button', { name: '새벽 머그 빼기' }).click()
  await expect(page.getByRole('link', { name: '장바구니, 0개' })).toBeVisible()
})

test('a cancellation in one tab shows in the other', async ({ page, context, complaints }) => {
  complaints.expect(tooLate)
  await mockWeather(page, 'pace=60000')
  await signUp(page)
  const other = await context.newPage()
  await other.goto('/my')
  await expect(part(other, '최근 주문').getByText('아직 주문이 없어요')).toBeVisible()
  const id = await withOrderNotSent(page, async (order) => {
    await askToCancel(page)
    await expect(part(page, '주문이 취소됐어요')).toBeVisible()
    return order
  })
  await expect(part(other, '최근 주문').getByText('취소완료')).toBeVisible()
  await other.goto(`/orders/${id}`)
  await expect(part(other, '주문이 취소됐어요')).toBeVisible()
})

test('signing out in one tab signs out the other', async ({ page, context, complaints }) => {
  complaints.expect(/^401 \/api\//)
  const { name } = await signUp(page)
  const other = await context.newPage()
  await other.goto('/account')
  await other.getByRole('button', { name: '로그아웃', exact: true }).click()
  await expect(other.getByText('로그아웃했어요.')).toBeVisible()
  await expect(heading(page)).toHaveText('로그인')
  await expect(page.getByText(name)).toHaveCount(0)
})

test('what two tabs do at the same moment is all kept @mock', async ({ page, context }) => {
  await mockWeather(page, 'persona=demo,pace=0')
  const tabs = [page, await context.newPage()]
  for (const tab of tabs) {
    await tab.goto('/cart')
    await expect(tab.getByText('장바구니가 비어 있어요')).toBeVisible()
  }
  const placed = await Promise.all(tabs.map(placeSome))
  const { items } = await page.evaluate(
    async () => (await (await fetch('/api/orders?size=50')).json()) as { items: { id: string }[] },
  )
  expect(items.map(({ id }) => id)).toEqual(expect.arrayContaining(placed.flat()))
})

/** Ten orders, none of which waits for another's answer. */
const placeSome = (page: Page) =>
  page.evaluate(
    async ([productId, shipTo]) => {
      const place = async () => {
        const answer = await fetch('/api/orders', {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'x-csrf': '1',
            'idempotency-key': crypto.randomUUID(),
          },
          body: JSON.stringify({ items: [{ productId, quantity: 1 }], shipTo }),
        })
        return ((await answer.json()) as { id: string }).id
      }
      return Promise.all(Array.from({ length: 10 }, place))
    },
    [productPath('dawn-mug').split('/').at(-1)!, home] as const,
  )
