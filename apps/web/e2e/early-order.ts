/** What is done to an order before its parcel leaves, as cancelling it is. */
import type { Page } from '@playwright/test'
import { expect, isMock, part, placeOrder, test } from './shop.ts'

/** For what has to be done before something else happens. */
export const soon = { timeout: 10_000 }

/** What a browser complains about when a parcel has left before its order was cancelled. */
export const tooLate = /^409 \/api\/orders\/[\w-]+\/cancel$/

const mostTries = 5
const aTryMs = 60_000

/**
 * Does something with a new order for which its parcel has to be here still. On a busy machine the real one may leave
 * before that: then with another order.
 */
export async function withOrderNotSent<T>(page: Page, act: (id: string) => Promise<T>): Promise<T> {
  const left = part(page, '상품이 오고 있어요').or(part(page, '배송이 완료됐어요'))
  for (let tries = 1; ; tries++) {
    const { id } = await placeOrder(page)
    try {
      return await act(id)
    } catch (error) {
      if (isMock() || tries === mostTries || !(await left.isVisible())) throw error
      test.setTimeout(test.info().timeout + aTryMs)
    }
  }
}

export async function askToCancel(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^주문 취소, / }).click(soon)
  const dialog = page.getByRole('dialog', { name: '이 주문을 취소할까요?' })
  await dialog.getByRole('button', { name: '주문 취소' }).click(soon)
  await expect(dialog).toBeHidden()
}
