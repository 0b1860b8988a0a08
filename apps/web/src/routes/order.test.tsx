import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { renderPage } from '../../mocks/render.tsx'
import { cart } from '../lib/cart.ts'
import { toasts } from '../lib/toast.ts'
import OrderPage from './order.tsx'

const seeded = (n: number) => `0199c000-0002-7000-8000-00000000000${n}`
const orders = { rejected: seeded(3), shipped: seeded(6), preparing: seeded(7), awaitingStock: seeded(8) }
const open = (id: string, words = 'persona=demo,pace=0') => renderPage(OrderPage, words, { params: { id } })
const heading = (name: string) => screen.findByRole('heading', { name })

test('shows where the order is, where its parcel is, and what points it brings', async () => {
  await open(orders.shipped)
  await heading('상품이 오고 있어요')
  const steps = within(screen.getByRole('list', { name: '주문 진행 단계' }))
  expect(steps.getByText('배송중').closest('li')?.getAttribute('aria-current')).toBe('step')
  const delivery = within(await screen.findByRole('list', { name: '배송 단계' }))
  expect(delivery.getAllByRole('listitem')).toHaveLength(5)
  expect(await screen.findByText('1,540P')).toBeTruthy()
})

test('a part that is missing leaves the others alone and is asked for again by itself', async () => {
  const { mock, requests } = await open(orders.shipped, 'persona=demo,pace=0,shipping=unavailable')
  await screen.findByText('배송 정보를 지금 볼 수 없어요')
  await heading('상품이 오고 있어요')
  await screen.findByText('1,540P')
  requests.length = 0
  mock.turn('persona=demo,pace=0')
  fireEvent.click(screen.getAllByRole('button', { name: '배송 다시 불러오기' })[0]!)
  await screen.findByRole('list', { name: '배송 단계' })
  expect(requests).toEqual([`GET /api/pages/order/${orders.shipped}`])
})

test('a part that is old says how old it is', async () => {
  await open(orders.shipped, 'persona=demo,pace=0,point=stale:150000')
  expect(await screen.findByText('2분 전 기준')).toBeTruthy()
})

async function cancel() {
  fireEvent.click(await screen.findByRole('button', { name: /^주문 취소/ }))
  const dialog = within(screen.getByRole('dialog'))
  fireEvent.click(dialog.getByRole('button', { name: '주문 취소' }))
}

test('a cancellation is shown as received while the shop has not answered', async () => {
  const { mock, requests } = await open(orders.preparing)
  await heading('상품을 준비하고 있어요')
  mock.turn('persona=demo,pace=0,order=hang,deadline=600000')
  await cancel()
  await heading('취소를 접수했어요')
  expect(requests.at(-1)).toBe(`POST /api/orders/${orders.preparing}/cancel`)
})

test('a cancellation reaches the shop', async () => {
  const { mock } = await open(orders.preparing)
  await cancel()
  await waitFor(async () => {
    expect((await mock.client.listOrders()).counts.cancelling).toBe(1)
  })
})

test('a cancellation that the shop cannot take is put back, and said so', async () => {
  const { mock } = await open(orders.preparing)
  await heading('상품을 준비하고 있어요')
  mock.turn('persona=demo,pace=0,order=unavailable,delay=100')
  await cancel()
  await heading('취소를 접수했어요')
  await heading('상품을 준비하고 있어요')
  expect(screen.getByRole('button', { name: /^주문 취소/ })).toBeTruthy()
  expect(toasts.get().map(({ text }) => text)).toEqual(['취소하지 못해 원래대로 돌려놓았어요.'])
})

test('a cancellation that comes too late says so, and shows how far the order is', async () => {
  const { mock } = await open(orders.preparing)
  await heading('상품을 준비하고 있어요')
  mock.turn('persona=demo')
  mock.pass(2 * 3600_000)
  await cancel()
  await heading('배송이 완료됐어요')
  expect(toasts.get().map(({ text }) => text)).toEqual(['이미 출고되어 취소할 수 없어요.'])
})

test('an order that could not be made says why, and is put into the cart again', async () => {
  cart.set([])
  await open(orders.rejected)
  await heading('주문이 이루어지지 않았어요')
  await screen.findByText('재고가 부족했어요. 결제는 되지 않았어요.')
  await screen.findByText('배송하지 않는 주문이에요')
  await screen.findByText('적립되는 포인트가 없어요')
  fireEvent.click(screen.getByRole('button', { name: /^다시 담기/ }))
  expect(cart.get().map(({ quantity }) => quantity)).toEqual([2])
})

test('an order that waits for its stock says that it was accepted', async () => {
  await open(orders.awaitingStock)
  await heading('재고를 확인하고 있어요')
  await screen.findByText('아직 배송 정보가 없어요')
  expect(await screen.findByText('포인트를 등록하고 있어요')).toBeTruthy()
})

test('an order that is not mine is not there', async () => {
  await open('0199c000-0002-7000-8000-0000000000ff')
  await screen.findByText('이 주문을 찾을 수 없어요')
  expect(screen.getByRole('link', { name: '주문 내역 보기' }).getAttribute('href')).toBe('/orders')
})
