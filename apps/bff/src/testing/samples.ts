import type { Order } from '@nowait/contract/order'
import type { OrderPoints, PointsAccount } from '@nowait/contract/point'
import type { Product, ProductList } from '@nowait/contract/product'
import type { PushSubscriptionJson } from '@nowait/contract/push'
import type { Shipment } from '@nowait/contract/shipping'

export const sampleAt = '2026-11-21T03:00:00.000Z'
const at = sampleAt
const name = { ko: '머그', en: 'Mug' }

/** Things as the services would answer them, for tests. */
export const sampleProduct = (id: string): Product => ({
  id,
  slug: 'mug',
  category: 'kitchen',
  name,
  price: 12_000,
  picture: '/goods/mug.svg',
  stock: { state: 'in-stock', left: 7 },
  listedAt: at,
  description: { ko: '하루를 여는 머그', en: 'A mug' },
})

export const sampleProducts = (id: string): ProductList => {
  const { description: _, ...card } = sampleProduct(id)
  return { items: [card], total: 1, page: 1, pages: 1, categories: [{ id: 'kitchen', count: 1 }] }
}

export const sampleOrder = (id: string, productId: string): Order => ({
  id,
  number: '20261121-000001',
  status: 'confirmed',
  placedAt: at,
  items: [{ productId, name, picture: '/goods/mug.svg', price: 12_000, quantity: 1 }],
  total: 12_000,
  cancellable: true,
  version: 2,
  points: 120,
  shipTo: { name: '김하루', phone: '010-1234-5678', postalCode: '04524', address: '서울시 중구' },
  history: [{ status: 'confirmed', at }],
  reason: null,
})

export const sampleShipment = (orderId: string): Shipment => ({
  orderId,
  state: 'preparing',
  carrier: { ko: '하루택배', en: 'Haru Parcel' },
  trackingNumber: 'HR-1',
  expectedOn: '2026-11-23',
  steps: [{ step: 'preparing', at, place: { ko: '서울', en: 'Seoul' } }],
})

export const sampleOrderPoints = (orderId: string): OrderPoints => ({
  orderId,
  points: 120,
  state: 'pending',
  at,
})

export const samplePoints = (): PointsAccount => ({
  balance: 0,
  pending: 120,
  expiring: [],
  items: [],
  next: null,
})

export const samplePushSubscription: PushSubscriptionJson = {
  endpoint: 'https://push.example/browser-1',
  expirationTime: null,
  keys: {
    p256dh: 'BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM',
    auth: 'tBHItJI5svbpez7KI4CCXg',
  },
}
