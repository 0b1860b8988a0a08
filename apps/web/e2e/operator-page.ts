import type { Page } from '@playwright/test'
import { expect, heading, part, signIn } from './shop.ts'

export const operator = { email: 'ops@nowait.shop', password: 'nowait-ops' }

/** As an operator gets there: signed in, by the link that only he sees. */
export async function openOps(page: Page): Promise<void> {
  await page.goto('/sign-in')
  await signIn(page, operator)
  await page.getByRole('main').getByRole('link', { name: '운영', exact: true }).click()
  await expect(heading(page)).toHaveText('운영')
  await expect(part(page, '연동')).toBeVisible()
}

/** The row of that name in a table of that page. */
export const rowOf = (page: Page, table: string, name: string) =>
  part(page, table).getByRole('row').filter({ hasText: name })
