/** What the shop is about: a part that is late, old or missing never keeps the others. @mock steers each of them. */
import { seedId } from '../mocks/fixtures.ts'
import { expect, mockWeather, part, test, whatMoved } from './shop.ts'

const shipped = `/orders/${seedId(2, 6)}`

test('a slow delivery keeps nobody waiting, and moves nothing when it comes @mock', async ({ page }) => {
  await page.clock.install()
  await mockWeather(page, 'persona=demo,shipping=slow:9000')
  await page.goto(shipped)
  await expect(part(page, '상품이 오고 있어요')).toBeVisible()
  await expect(part(page, '포인트').getByText('적립 예정')).toBeVisible()
  await expect(part(page, '배송')).toHaveAttribute('aria-busy', 'true')
  await page.clock.fastForward(9000)
  await expect(part(page, '배송').getByText('이동 중')).toBeVisible()
  await expect(part(page, '배송')).toHaveAttribute('aria-busy', 'false')
  expect(await whatMoved(page)).toEqual([])
})

test('a delivery that hangs is said to be late, then missing, and can be asked for alone @mock', async ({
  page,
}) => {
  await page.clock.install()
  await mockWeather(page, 'persona=demo,shipping=hang')
  await page.goto(shipped)
  await expect(part(page, '상품이 오고 있어요')).toBeVisible()
  await expect(part(page, '포인트').getByText('적립 예정')).toBeVisible()
  const delivery = part(page, '배송')
  await expect(delivery.getByText(/조금 늦어지고 있어요/)).toBeHidden()

  await page.clock.fastForward(3000)
  await expect(
    delivery.getByText('배송 정보가 조금 늦어지고 있어요. 도착하는 대로 보여드릴게요.'),
  ).toBeVisible()
  await page.clock.fastForward(10_000)
  await expect(delivery.getByText('배송 정보를 지금 볼 수 없어요')).toBeVisible()
  await expect(delivery.getByText('제때 답이 오지 않았어요. 잠시 뒤에 다시 시도해 주세요.')).toBeVisible()
  await expect(part(page, '포인트').getByText('적립 예정')).toBeVisible()

  await mockWeather(page, 'persona=demo,point=unavailable')
  await delivery.getByRole('button', { name: '배송 다시 불러오기' }).click()
  await expect(delivery.getByText('이동 중')).toBeVisible()
  await expect(part(page, '포인트').getByText('적립 예정')).toBeVisible()
  expect(await whatMoved(page)).toEqual([])
})

test('old news is shown with its age @mock', async ({ page }) => {
  await mockWeather(page, 'persona=demo,shipping=stale:125000')
  await page.goto(shipped)
  await expect(part(page, '배송').getByText('2분 전 기준')).toBeVisible()
  await expect(part(page, '배송').getByText('이동 중')).toBeVisible()
  await expect(page.getByRole('list', { name: '이 화면의 각 부분이 도착한 시간' })).toContainText('2분 전')
  expect(await whatMoved(page)).toEqual([])
})

test('what cannot be had is said in its place, with the reason @mock', async ({ page }) => {
  await mockWeather(page, 'persona=demo,point=unavailable')
  await page.goto(shipped)
  await expect(part(page, '배송').getByText('이동 중')).toBeVisible()
  await expect(part(page, '포인트').getByText('포인트 정보를 지금 볼 수 없어요')).toBeVisible()
  await expect(part(page, '포인트').getByText(/담당 시스템에 연결되지 않아요/)).toBeVisible()
  await mockWeather(page, 'persona=demo')
  const strip = page.getByRole('list', { name: '이 화면의 각 부분이 도착한 시간' })
  await strip.getByRole('button', { name: '포인트 다시 불러오기' }).click()
  await expect(part(page, '포인트').getByText('적립 예정')).toBeVisible()
  expect(await whatMoved(page)).toEqual([])
})

test('without the order itself, delivery and points still come @mock', async ({ page }) => {
  await mockWeather(page, 'persona=demo,order=unavailable')
  await page.goto(shipped)
  await expect(part(page, '배송').getByText('이동 중')).toBeVisible()
  await expect(page.getByText('주문 정보를 지금 볼 수 없어요')).toBeVisible()
  await mockWeather(page, 'persona=demo')
  await page.getByRole('main').getByRole('button', { name: '주문 다시 불러오기' }).last().click()
  await expect(part(page, '상품이 오고 있어요')).toBeVisible()
})

test('what does not exist yet is explained @mock', async ({ page }) => {
  await mockWeather(page, 'persona=demo,shipping=empty,point=empty')
  await page.goto(shipped)
  await expect(part(page, '배송').getByText('아직 배송 정보가 없어요')).toBeVisible()
  await expect(part(page, '포인트').getByText('포인트를 등록하고 있어요')).toBeVisible()
  expect(await whatMoved(page)).toEqual([])
})

test('My Page shows what it has while the delivery hangs @mock', async ({ page }) => {
  await page.clock.install()
  await mockWeather(page, 'persona=demo,shipping=hang')
  await page.goto('/my')
  await expect(part(page, '최근 주문').getByRole('article')).toHaveCount(4)
  await expect(part(page, '포인트').getByText('쓸 수 있는 포인트')).toBeVisible()
  await expect(part(page, '알림').getByRole('listitem').first()).toBeVisible()
  await page.clock.fastForward(3000)
  await expect(part(page, '배송').getByText(/조금 늦어지고 있어요/)).toBeVisible()
  expect(await whatMoved(page)).toEqual([])
})

test('a late part is told to those who cannot see it, once it is late and once it is there @mock', async ({
  page,
}) => {
  await page.clock.install()
  await mockWeather(page, 'persona=demo,shipping=slow:9000')
  await page.goto(shipped)
  await expect(part(page, '상품이 오고 있어요')).toBeVisible()
  await page.clock.fastForward(3000)
  const told = page.getByRole('status')
  await expect(told.getByText(/^배송 정보가 조금 늦어지고 있어요/)).toBeAttached()
  await page.clock.fastForward(6000)
  await expect(told.getByText('배송 정보를 불러왔어요.')).toBeAttached()
})
