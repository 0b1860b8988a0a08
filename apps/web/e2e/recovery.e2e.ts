/** What is missing or was refused for a while comes by itself: nobody reloads. @mock steers what is in trouble. */
import { seedId } from '../mocks/fixtures.ts'
import {
  expect,
  fillAddress,
  mockWeather,
  orderButton,
  orderOpened,
  part,
  putInCart,
  test,
  whatMoved,
} from './shop.ts'

const shipped = `/orders/${seedId(2, 6)}`

test('a part whose circuit is open says whose, since when and when we look again, and comes by itself @mock', async ({
  page,
}) => {
  await mockWeather(page, 'persona=demo,point=unavailable:UPSTREAM_CIRCUIT_OPEN')
  await page.goto(shipped)
  const points = part(page, '포인트')
  await expect(points.getByText('포인트 정보를 지금 볼 수 없어요')).toBeVisible()
  await expect(points.getByText(/포인트 시스템이 계속 답하지 못해 잠시 쉬게 하고 있어요/)).toBeVisible()
  await expect(points.getByText(/[0-9:]+부터 그래요\. 2초쯤 뒤 저절로 다시 확인해요/)).toBeVisible()
  await expect(part(page, '배송').getByText('이동 중')).toBeVisible()
  await mockWeather(page, 'persona=demo')
  await expect(points.getByText('적립 예정')).toBeVisible()
  await expect(points.getByText('포인트 정보를 지금 볼 수 없어요')).toHaveCount(0)
  expect(await whatMoved(page)).toEqual([])
})

test('whose circuit is open is said also while another part is awaited @mock', async ({ page }) => {
  await mockWeather(page, 'persona=demo,pace=0,shipping=hang,point=unavailable:UPSTREAM_CIRCUIT_OPEN')
  await page.goto('/my')
  await expect(part(page, '포인트')).toContainText('포인트 시스템이 계속 답하지 못해')
  await expect(part(page, '배송')).toHaveAttribute('aria-busy', 'true')
})

test('old news is marked with its age until fresh news comes by itself @mock', async ({ page }) => {
  await page.clock.install()
  await mockWeather(page, 'persona=demo,shipping=stale:125000')
  await page.goto(shipped)
  await expect(part(page, '배송').getByText('2분 전 기준')).toBeVisible()
  await mockWeather(page, 'persona=demo')
  await expect(async () => {
    await page.clock.fastForward(15_000)
    await expect(part(page, '배송').getByText('2분 전 기준')).toHaveCount(0, { timeout: 1_000 })
  }).toPass()
  await expect(part(page, '배송').getByText('이동 중')).toBeVisible()
})

test('an order that is refused because so many are here is sent again by itself @mock', async ({
  page,
  complaints,
}) => {
  complaints.expect('503 /api/orders')
  await mockWeather(page, 'persona=demo')
  await putInCart(page, 'dawn-mug')
  await page.goto('/checkout')
  await fillAddress(page)
  await mockWeather(page, 'persona=demo,order=unavailable:OVERLOADED')
  await orderButton(page).click()
  await expect(page.getByText(/^지금 찾는 분이 많아 바로 답하지 못했어요/)).toBeVisible()
  await mockWeather(page, 'persona=demo')
  await orderOpened(page)
})
