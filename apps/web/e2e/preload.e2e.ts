/** The document names the code and the data of its page; each is fetched once, and used. */
import type { Page } from '@playwright/test'
import { expect, heading, part, productPath, signUp, test } from './shop.ts'

/** Every request that went over the wire, by what it asked for. */
function countRequests(page: Page): Map<string, number> {
  const counts = new Map<string, number>()
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (pathname !== '/icon.svg') counts.set(pathname, (counts.get(pathname) ?? 0) + 1)
  })
  return counts
}

const twice = (counts: Map<string, number>) => [...counts].filter(([, count]) => count > 1)

test('the first page is asked for once, together with its document @stack', async ({ page }) => {
  const counts = countRequests(page)
  const answer = await page.goto('/')
  expect(answer!.headers()['link']).toContain('</api/pages/home>; rel=preload; as=fetch')
  await expect(part(page, '많이 찾는 것').getByRole('link')).toHaveCount(9)
  await page.waitForLoadState('networkidle')
  expect(counts.get('/api/pages/home')).toBe(1)
  expect(twice(counts)).toEqual([])
})

test('a product is asked for once @stack', async ({ page }) => {
  const counts = countRequests(page)
  await page.goto(productPath('round-teapot'))
  await expect(heading(page)).toHaveText('둥근 찻주전자')
  await page.waitForLoadState('networkidle')
  expect(twice(counts)).toEqual([])
})

test("a member's page is asked for once, with the session that the document came with @stack", async ({
  page,
}) => {
  const { name } = await signUp(page)
  // The document before may be about to ask for something too.
  await page.goto('about:blank')
  const counts = countRequests(page)
  const answer = await page.goto('/my')
  expect(answer!.headers()['link']).toContain('</api/pages/my>; rel=preload; as=fetch')
  await expect(heading(page)).toHaveText(`${name}님, 안녕하세요`)
  await expect(part(page, '알림').getByText('아직 알림이 없어요')).toBeVisible()
  expect(counts.get('/api/pages/my')).toBe(1)
  expect(twice(counts)).toEqual([])
})

test('a visitor is not sent for what only members may see @stack', async ({ page }) => {
  const counts = countRequests(page)
  await page.goto('/my')
  await expect(heading(page)).toHaveText('로그인')
  expect([...counts.keys()].filter((path) => path.startsWith('/api/'))).toEqual([])
})

test('the code of the shop comes compressed and is kept for good @stack', async ({ page }) => {
  const scripts: Record<string, string>[] = []
  page.on('response', (response) => {
    if (new URL(response.url()).pathname.startsWith('/assets/')) scripts.push(response.headers())
  })
  await page.goto('/')
  await expect(part(page, '많이 찾는 것').getByRole('link')).toHaveCount(9)
  expect(scripts.length).toBeGreaterThan(1)
  for (const headers of scripts) {
    expect(headers['cache-control']).toContain('immutable')
    // The build leaves what fits one packet either way as it is: `worthwhileBytes` in build/precompress.ts.
    if (headers['content-encoding'] === undefined) expect(Number(headers['content-length'])).toBeLessThan(600)
    else expect(headers['content-encoding']).toMatch(/^(br|gzip)$/)
  }
  expect(scripts.filter((headers) => headers['content-encoding']).length).toBeGreaterThan(1)
})
