import type { OrderItem, PlaceOrder } from '@nowait/contract/order'

/** A product as the order service knows it from the events of the product service. */
export interface KnownProduct {
  id: string
  name: OrderItem['name']
  picture: string
  /** Whole won. */
  price: number
}

export type Pricing =
  | { ok: true; items: OrderItem[]; total: number; points: number }
  | { ok: false; problem: 'PRODUCT_NOT_FOUND'; about: string }
  | { ok: false; problem: 'PRICE_CHANGED'; total: number }
  | { ok: false; problem: 'TOTAL_TOO_HIGH' }

/** One per cent of it is the largest number of points that can be granted at once. */
export const maxTotal = 1_000_000_000

/** Prices what is asked for from what we know; nothing of it comes from the caller but the total to compare with. */
export function price(asked: Pick<PlaceOrder, 'items' | 'expectedTotal'>, known: KnownProduct[]): Pricing {
  const products = new Map(known.map((product) => [product.id, product]))
  const items: OrderItem[] = []
  for (const { productId, quantity } of asked.items) {
    const product = products.get(productId)
    if (!product) return { ok: false, problem: 'PRODUCT_NOT_FOUND', about: productId }
    items.push({ productId, name: product.name, picture: product.picture, price: product.price, quantity })
  }
  const total = items.reduce((sum, item) => sum + item.price * item.quantity, 0)
  if (total > maxTotal) return { ok: false, problem: 'TOTAL_TOO_HIGH' }
  if (asked.expectedTotal !== undefined && asked.expectedTotal !== total)
    return { ok: false, problem: 'PRICE_CHANGED', total }
  return { ok: true, items, total, points: Math.floor(total / 100) }
}
