import type { Order } from '@nowait/contract/order'
import type { OrderPoints } from '@nowait/contract/point'
import type { Shipment } from '@nowait/contract/shipping'

export const orderId = '0197a1b2-0000-7000-8000-000000000001'

const at = '2026-11-21T03:00:00.000Z'
const goods = [
  ['머그컵', 'Mug', 'mug', 12_000],
  ['드립 서버', 'Coffee server', 'coffee-server', 38_000],
  ['리넨 앞치마', 'Linen apron', 'linen-apron', 42_000],
  ['월넛 도마', 'Walnut board', 'walnut-board', 56_000],
  ['유리 주전자', 'Glass kettle', 'glass-kettle', 64_000],
  ['무명 행주', 'Cotton cloth', 'cotton-cloth', 9_000],
] as const
const places = [
  ['서울 물류센터', 'Seoul hub'],
  ['용인 터미널', 'Yongin terminal'],
  ['대전 터미널', 'Daejeon terminal'],
  ['부산 사상', 'Busan Sasang'],
  ['부산 해운대', 'Busan Haeundae'],
] as const
const steps = ['preparing', 'picked-up', 'in-transit', 'out-for-delivery', 'delivered'] as const

const order: Order = {
  id: orderId,
  number: '20261121-000001',
  status: 'delivered',
  placedAt: at,
  items: goods.map(([ko, en, slug, price], n) => ({
    productId: `0197a1b2-0000-7000-8000-00000000010${n}`,
    name: { ko, en },
    picture: `/goods/${slug}.svg`,
    price,
    quantity: n + 1,
  })),
  total: 882_000,
  cancellable: false,
  version: 6,
  points: 8_820,
  shipTo: {
    name: '김하늘',
    phone: '010-1234-5678',
    postalCode: '04038',
    address: '서울 마포구 양화로 45, 101동 1203호',
  },
  history: (['awaiting-stock', 'confirmed', 'preparing', 'shipped', 'delivered'] as const).map((status) => ({
    status,
    at,
  })),
  reason: null,
}

const shipping: Shipment = {
  orderId,
  state: 'delivered',
  carrier: { ko: '하루택배', en: 'Haru Parcel' },
  trackingNumber: 'HR-20261121-000001',
  expectedOn: '2026-11-23',
  steps: places.map(([ko, en], n) => ({ step: steps[n]!, at, place: { ko, en } })),
}

const point: OrderPoints = { orderId, points: 8_820, state: 'accrued', at }

/** What the three services behind the page answer: about 2.4 kB. */
export const parts = { order, shipping, point }
export type PartName = keyof typeof parts
export const partNames = Object.keys(parts) as PartName[]
