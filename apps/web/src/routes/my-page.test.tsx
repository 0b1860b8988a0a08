import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { renderPage } from '../../mocks/render.tsx'
import MyPage from './my-page.tsx'

const open = (words = 'persona=demo,pace=0') => renderPage(MyPage, words)
const part = (name: string) => within(screen.getByRole('region', { name }))

test('greets, counts, and offers what fits the state of each order', async () => {
  const { container } = await open()
  await screen.findByRole('heading', { level: 1, name: '김하루님, 안녕하세요' })
  await screen.findByText('몬스테라')
  expect(container.querySelector('dl')?.textContent).toContain('배송완료3')
  const actions = part('최근 주문').getAllByText(/^(주문 취소|배송 조회|다시 담기)$/)
  expect(actions.map(({ textContent }) => textContent)).toEqual([
    '주문 취소',
    '주문 취소',
    '배송 조회',
    '다시 담기',
  ])
})

test('shows the points one has, those to come and those that will go', async () => {
  await open()
  await screen.findByText('5,500P')
  expect(part('포인트').getByText('2,020P')).toBeTruthy()
  expect(part('포인트').getByText('1,100P')).toBeTruthy()
})

test('the ledger opens further', async () => {
  await open('persona=heavy,pace=0')
  await screen.findByText('적립 내역')
  const rows = () => part('포인트').getAllByRole('listitem').length
  expect(rows()).toBe(5)
  const more = () => fireEvent.click(part('포인트').getByRole('button', { name: '더 보기' }))
  more()
  expect(rows()).toBe(10)
  more()
  await waitFor(() => expect(rows()).toBe(20))
})

test('notifications are read with one press, and the shop knows', async () => {
  const { mock } = await open()
  await screen.findByText('읽지 않은 알림 2개')
  fireEvent.click(part('알림').getByRole('button', { name: '모두 읽음으로' }))
  await screen.findByText('모두 읽었어요')
  await waitFor(async () => expect((await mock.client.listNotifications()).unread).toBe(0))
})

test('a member without orders is shown the next step', async () => {
  await open('persona=empty')
  await screen.findByText('아직 주문이 없어요')
  expect(screen.getByRole('link', { name: '상품 둘러보기' }).getAttribute('href')).toBe('/products')
  await screen.findByText('오고 있는 상품이 없어요')
  await screen.findByText('아직 포인트 내역이 없어요')
  await screen.findByText('아직 알림이 없어요')
})
