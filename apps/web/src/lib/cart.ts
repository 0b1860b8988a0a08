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

export const totalOf = (lines: Cart): number =>
  lines.reduce((sum, line) => sum + line.price * line.quantity, 0)

/** Points an amount brings: 1 %, rounded down. */
export const pointsFor = (won: number): number => Math.floor(won / 100)

/** Adds pieces; the newest knowledge of the product wins. More than one order can hold is left out. */
export function withAdded(lines: Cart, product: ProductCard, quantity: number): Cart {
  const { id: productId, name, picture, price } = product
  const before = lines.find((line) => line.productId === productId)
  const line = { productId, name, picture, price, quantity: clamp((before?.quantity ?? 0) + quantity) }
  if (before) return lines.map((other) => (other === before ? line : other))
  return lines.length < maxLines ? [...lines, line] : lines
}

/** Brings the price of a line up to date and remembers what it was when the line was put in. */
export function withPrice(lines: Cart, product: Pick<ProductCard, 'id' | 'price'>): Cart {
  const line = lines.find(({ productId }) => productId === product.id)
  if (!line || line.price === product.price) return lines
  const { priceBefore = line.price, ...rest } = line
  const next = { ...rest, price: product.price, ...(priceBefore !== product.price && { priceBefore }) }
  return lines.map((other) => (other === line ? next : other))
}

export const withQuantity = (lines: Cart, productId: string, quantity: number): Cart =>
  lines.map((line) => (line.productId === productId ? { ...line, quantity: clamp(quantity) } : line))

export const withoutLine = (lines: Cart, productId: string): Cart =>
  lines.filter((line) => line.productId !== productId)

/** Puts a removed line back where it was; unless it is there again. */
export function withRestored(lines: Cart, line: CartLine, index: number): Cart {
  if (lines.some(({ productId }) => productId === line.productId)) return lines
  return lines.toSpliced(index, 0, line)
}

/** Takes out what was ordered; what was put in meanwhile, in another tab, stays. */
export const withoutOrdered = (
  lines: Cart,
  ordered: readonly { productId: string; quantity: number }[],
): Cart =>
  lines.flatMap((line) => {
    const taken = ordered.find(({ productId }) => productId === line.productId)?.quantity ?? 0
    const quantity = line.quantity - taken
    return quantity > 0 ? [{ ...line, quantity }] : []
  })

const clamp = (quantity: number) => Math.min(maxQuantity, Math.max(1, Math.trunc(quantity) || 1))

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
