import { fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { testMock } from '../../../mocks/node.ts'
import { cart } from '../../lib/cart.ts'
import { loadWords } from '../../lib/language.ts'
import { orderAttempt } from '../../lib/order-attempt.ts'
import { setUpRouter } from '../../lib/router.ts'
import { createQueryClient } from '../../lib/query-client.ts'
import { draw } from '../../testing/render.tsx'
import { CheckoutForm } from './checkout-form.tsx'

const shipTo = { name: '김하루', phone: '010-1111-2222', postalCode: '04038', address: '서울 마포구' }
let mock: ReturnType<typeof testMock>
/** What happens to an order on its way, one entry for each sending; none: it goes through. */
let fates: ('lost before' | 'lost after')[]

beforeEach(async () => {
  localStorage.clear()
  orderAttempt.set(null)
  await loadWords(['shop'])
  mock = testMock()
  fates = []
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const fate = init.method === 'POST' ? fates.shift() : undefined
    if (fate === 'lost before') throw new TypeError('offline')
    const answer = await mock.send(url, init)
    if (fate === 'lost after') throw new TypeError('offline')
    return answer
  })
  const { items } = await mock.client.listProducts({ query: { category: 'kitchen', sort: 'price-up' } })
  const [first] = items.filter(({ stock }) => stock.left > 5)
  const { id: productId, name, picture, price } = first!
  cart.set([{ productId, name, picture, price, quantity: 2 }])
  window.scrollTo = vi.fn() as never
  const home = { path: '*', load: async () => ({ default: () => null }), words: [] }
  setUpRouter({ home }, createQueryClient())
  history.replaceState(null, '', '/checkout')
})
afterEach(() => vi.unstubAllGlobals())

const open = () => draw(<CheckoutForm lines={cart.get()} lastAddress={shipTo} isOrderable />)
const orders = async () => (await mock.client.listOrders()).items
const order = () => fireEvent.click(screen.getByRole('button', { name: /결제하고 주문하기/ }))

test('an order is placed, the cart is empty and the order is on screen', async () => {
  const before = (await orders()).length
  open()
  order()
  await waitFor(() => expect(location.pathname).toMatch(/^\/orders\//))
  expect(await orders()).toHaveLength(before + 1)
  expect(cart.get()).toEqual([])
  expect(orderAttempt.get()).toBeNull()
})

test('pressing many times is one order', async () => {
  const before = (await orders()).length
  open()
  for (let i = 0; i < 5; i++) fireEvent.submit(screen.getByRole('button', { name: /주문/ }).closest('form')!)
  await waitFor(() => expect(location.pathname).toMatch(/^\/orders\//))
  expect(await orders()).toHaveLength(before + 1)
})

test('an answer that got lost is asked for again with the same key, also after a reload', async () => {
  const before = (await orders()).length
  fates = ['lost after', 'lost before']
  const { unmount } = open()
  order()
  await screen.findByRole('button', { name: '주문 이어서 확인하기' })
  expect(await orders()).toHaveLength(before + 1)
  unmount()
  open()
  fireEvent.click(screen.getByRole('button', { name: '주문 이어서 확인하기' }))
  await waitFor(() => expect(location.pathname).toMatch(/^\/orders\//))
  expect(await orders()).toHaveLength(before + 1)
})

test('another price than the one shown is no order', async () => {
  const before = (await orders()).length
  cart.set(cart.get().map((line) => ({ ...line, price: line.price - 100 })))
  open()
  order()
  expect((await screen.findByRole('alert')).textContent).toContain('가격이 바뀌었어요')
  expect(await orders()).toHaveLength(before)
  expect(orderAttempt.get()).toBeNull()
})

test('more than there is says so and leaves the cart alone', async () => {
  const { items } = await mock.client.listProducts({ query: { size: 60 } })
  const scarce = items.find(({ stock }) => stock.state === 'low')!
  cart.set([{ ...cart.get()[0]!, productId: scarce.id, price: scarce.price, quantity: 99 }])
  open()
  order()
  expect((await screen.findByRole('alert')).textContent).toContain('재고가 부족')
  expect(cart.get()).toHaveLength(1)
})

test('what is missing in the address is said at its field, and nothing is sent', async () => {
  const before = (await orders()).length
  draw(<CheckoutForm lines={cart.get()} lastAddress={{ ...shipTo, postalCode: '123' }} isOrderable />)
  order()
  const field = screen.getByLabelText('우편번호')
  expect(field.getAttribute('aria-invalid')).toBe('true')
  expect(document.activeElement).toBe(field)
  expect(await orders()).toHaveLength(before)
})
