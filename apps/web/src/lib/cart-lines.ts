import type { ProductCard } from '@nowait/contract/product'
import { maxLines, maxQuantity, type Cart, type CartLine } from './cart.ts'

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
