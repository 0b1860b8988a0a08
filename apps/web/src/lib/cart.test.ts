import { beforeEach, expect, test, vi } from 'vitest'

const line = {
  productId: 'a',
  quantity: 2,
  name: { ko: '머그', en: 'Mug' },
  picture: '/goods/dawn-mug.svg',
  price: 1_000,
}

beforeEach(() => {
  localStorage.clear()
  vi.resetModules()
})

const reload = async () => (await import('./cart.ts')).cart

test('the cart survives a reload', async () => {
  const cart = await reload()
  cart.set([line])
  vi.resetModules()
  expect((await reload()).get()).toEqual([line])
})

test('another tab changes this one', async () => {
  const cart = await reload()
  localStorage.setItem('nowait.cart', JSON.stringify([line]))
  window.dispatchEvent(new StorageEvent('storage', { key: 'nowait.cart' }))
  expect(cart.get()).toEqual([line])
})

test.each([
  ['nonsense', '{{'],
  ['something else', '{"a":1}'],
  [
    'broken lines',
    JSON.stringify([null, { ...line, quantity: -1 }, { ...line, price: '1' }, { ...line, name: 'x' }]),
  ],
])('%s in the storage is an empty cart, not a broken page', async (_what, text) => {
  localStorage.setItem('nowait.cart', text)
  expect((await reload()).get()).toEqual([])
})
