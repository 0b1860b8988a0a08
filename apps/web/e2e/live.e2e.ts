import type { BrowserContext, Page, Request } from '@playwright/test'
import { expect, heading, part, placeOrder, signUp, test } from './shop.ts'

/** The streams of changes that are open in a browser, all of its tabs together. */
function openStreams(context: BrowserContext): Set<Request> {
  const open = new Set<Request>()
  context.on('request', (request) => {
    if (new URL(request.url()).pathname === '/api/live') open.add(request)
  })
  context.on('requestfinished', (request) => open.delete(request))
  context.on('requestfailed', (request) => open.delete(request))
  return open
}

test('ten tabs of a browser share one stream of changes, and none of them waits @stack', async ({
  page,
  context,
}) => {
  test.slow()
  const streams = openStreams(context)
  const { name } = await signUp(page)
  const others: Page[] = []
  for (let tab = 0; tab < 9; tab++) {
    const other = await context.newPage()
    others.push(other)
    await other.goto('/my')
    await expect(heading(other)).toHaveText(`${name}님, 안녕하세요`)
    await expect(part(other, '최근 주문').getByText('아직 주문이 없어요')).toBeVisible()
  }
  await placeOrder(page)
  for (const other of others) await expect(part(other, '최근 주문').getByRole('article')).toHaveCount(1)
  await expect.poll(() => streams.size).toBe(1)
  const [held] = streams

  // When the tab that holds the stream goes, another one goes on.
  const leader = held!.frame().page()
  await leader.close()
  const [last, ...rest] = [page, ...others].filter((tab) => tab !== leader)
  await placeOrder(last!, 'linen-notebook')
  for (const other of rest) await expect(part(other, '최근 주문').getByRole('article')).toHaveCount(2)
  streams.delete(held!)
  await expect.poll(() => streams.size).toBe(1)
})
