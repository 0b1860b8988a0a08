import type { ProductCard } from '@nowait/contract/product'
import { stored } from './stored.ts'

/** What somebody wants, with what they saw when they put it in: shown at once, and compared with today's price. */
export interface CartLine {
  productId: string
  quantity: number
  name: ProductCard['name']
  picture: string
  price: number
  /** The price when it was put in, where that was another. */
  priceBefore?: number
}

export type Cart = readonly CartLine[]

/** Limits of one order, as the contract has them. */
export const maxLines = 50
export const maxQuantity = 99

export const cart = stored<Cart>('nowait.cart', readCart, (lines) =>
  lines.length > 0 ? JSON.stringify(lines) : null,
)

export const useCartCount = (): number => countOf(cart.use())

export const countOf = (lines: Cart): number => lines.reduce((sum, line) => sum + line.quantity, 0)

// It has been in somebody's hands: lines that make no sense are left out rather than breaking the page.
function readCart(text: string | null): Cart {
  try {
    const lines: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(lines) ? lines.filter(isLine).slice(0, maxLines) : []
  } catch {
    return []
  }
}

function isLine(value: unknown): value is CartLine {
  const line = value as CartLine | null
  return (
    typeof line?.productId === 'string' &&
    typeof line.picture === 'string' &&
    typeof line.name?.ko === 'string' &&
    typeof line.name.en === 'string' &&
    Number.isSafeInteger(line.price) &&
    line.price >= 0 &&
    Number.isInteger(line.quantity) &&
    line.quantity >= 1 &&
    line.quantity <= maxQuantity
  )
}
