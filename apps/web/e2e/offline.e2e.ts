import { expect, heading, part, productPath, putInCart, test } from './shop.ts'

const unreachable = '인터넷이 끊겨 이 화면을 열지 못했어요.'
// What is pointed at is fetched, or tried.
const code = /^ERR_\w+ \/assets\//
// Whether the browser asks for a picture again, or for the icon of the tab, is up to its cache.
const picture = /^ERR_\w+ \/(goods\/|icon)/
const banner = '인터넷이 끊겼어요. 이미 본 화면과 장바구니는 그대로 볼 수 있어요.'

test('without a network, what was seen and the cart still work, and all is well when it is back', async ({
  page,
  context,
  complaints,
}) => {
  complaints.expect('ERR_INTERNET_DISCONNECTED /api/live', picture)
  await putInCart(page, 'dawn-mug')
  await page.getByRole('link', { name: '장바구니 보기' }).click()
  await expect(page.getByLabel('수량, 새벽 머그')).toBeVisible()
  await page.getByRole('banner').getByRole('link', { name: '노웨이트' }).click()
  await expect(part(page, '많이 찾는 것').getByRole('link')).toHaveCount(9)

  await context.setOffline(true)
  await expect(page.getByText(banner)).toBeVisible()
  await page.getByRole('link', { name: '장바구니, 1개' }).click()
  await page.getByRole('button', { name: '새벽 머그 하나 늘리기' }).click()
  await expect(page.getByRole('link', { name: '장바구니, 2개' })).toBeVisible()
  await page.getByRole('main').getByRole('link', { name: '새벽 머그' }).click()
  await expect(heading(page)).toHaveText('새벽 머그')

  await context.setOffline(false)
  await expect(page.getByText(banner)).toBeHidden()
  await page.getByRole('banner').getByRole('link', { name: '노웨이트' }).click()
  await expect(part(page, '많이 찾는 것')).toBeVisible()
})

test('what cannot be had without a network says so, and comes when it is back @stack', async ({
  page,
  context,
  complaints,
}) => {
  complaints.expect('ERR_INTERNET_DISCONNECTED /api/products', code, picture)
  await page.goto('/products')
  await expect(heading(page)).toHaveText('전체 상품')
  await context.setOffline(true)
  await page.getByLabel('정렬').selectOption('최신순')
  await expect(page.getByText('상품을 지금 볼 수 없어요')).toBeVisible()
  await expect(page.getByText('상점에 연결하지 못했어요. 인터넷 연결을 확인해 주세요.')).toBeVisible()
  await context.setOffline(false)
  await expect(page.getByRole('main').getByRole('listitem').first()).toBeVisible()
})

test('a page whose code cannot come leaves one where one is @stack', async ({
  page,
  context,
  complaints,
}) => {
  complaints.expect(/^ERR_INTERNET_DISCONNECTED \/(sign-in$|api\/live$)/, code, picture)
  await page.goto(productPath('dawn-mug'))
  await expect(heading(page)).toHaveText('새벽 머그')
  await expect(page.getByRole('contentinfo')).toBeVisible()
  await context.setOffline(true)
  await page.getByRole('banner').getByRole('link', { name: '로그인' }).click()
  await expect(page.getByText(banner)).toBeVisible()
  await expect(page.getByRole('status').getByText(unreachable)).toBeVisible()
  await expect(heading(page)).toHaveText('새벽 머그')
  await context.setOffline(false)
  await page.getByRole('banner').getByRole('link', { name: '로그인' }).click()
  await expect(heading(page)).toHaveText('로그인')
})
