import type { Tx } from '@nowait/chassis/database'
import { uuidv7 } from '@nowait/chassis/uuidv7'

/** What is to be done for an order after its commit. */
export interface Deferred {
  orderId: string
  memberId: string
  points: number
}

const items = [
  { productId: uuidv7(), name: { ko: '머그컵', en: 'Mug' }, price: 12_000, quantity: 2 },
  { productId: uuidv7(), name: { ko: '드립 서버', en: 'Coffee server' }, price: 38_000, quantity: 1 },
]
const shipTo = {
  name: '김하늘',
  phone: '010-1234-5678',
  postalCode: '04038',
  address: '서울 마포구 양화로 45, 101동 1203호',
}
const total = items.reduce((sum, { price, quantity }) => sum + price * quantity, 0)

/** Writes one order, as the shop does, and says what it defers. */
export async function insertOrder(tx: Tx): Promise<Deferred> {
  const [orderId, memberId] = [uuidv7(), uuidv7()]
  const points = Math.floor(total / 100)
  const history = [{ status: 'awaiting-stock', at: new Date().toISOString() }]
  await tx`
    insert into orders (id, member_id, status, version, total, points, items, ship_to, history)
    values (${orderId}, ${memberId}, 'awaiting-stock', 1, ${total}, ${points}, ${tx.json(items)}, ${tx.json(shipTo)},
      ${tx.json(history)})`
  return { orderId, memberId, points }
}
