import { uuidv7 } from '@nowait/chassis/uuidv7'
import type { EventData } from '@nowait/contract/events'

const item = {
  productId: uuidv7(),
  quantity: 2,
  price: 12_000,
  name: { ko: '바람을 담은 머그컵, 두 개 한 벌', en: 'Mugs that hold the wind, a pair' },
  picture: '/goods/mug-of-wind.svg',
}

/** What every event carries here: about 1 kB, as an order that was placed. */
export const data: EventData<'order.placed'> = {
  memberId: uuidv7(),
  number: '20261122-000001',
  items: [item, item, item, item],
  total: 96_000,
  points: 960,
  placedAt: new Date(0).toISOString(),
}
export const type = 'order.placed'
