import type { Category, Product as ProductAnswer, ProductCard, Stock } from '@nowait/contract/product'

/** A product as we keep it; `stock` is what can still be ordered, `version` counts its events. */
export interface Product extends Omit<ProductAnswer, 'stock' | 'category'> {
  category: Category
  stock: number
  version: number
}

export type Line = { productId: string; quantity: number }

/** Fewer than five pieces are worth a word. */
export const stockOf = (left: number): Stock => ({
  state: left === 0 ? 'sold-out' : left < 5 ? 'low' : 'in-stock',
  left,
})

export function cardOf(product: Omit<Product, 'description' | 'version'>): ProductCard {
  const { id, slug, category, name, price, picture, stock, listedAt } = product
  return { id, slug, category, name, price, picture, stock: stockOf(stock), listedAt }
}

export const answerOf = (product: Product): ProductAnswer => ({
  ...cardOf(product),
  description: product.description,
})

/**
 * LIKE patterns for what somebody typed; a product has to match each. Composed first, as the catalogue is: macOS hands
 * over Hangul in pieces.
 */
export const searchPatterns = (search = ''): string[] =>
  search
    .normalize('NFC')
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`)

/** The order in which products are locked: the same for everybody, so that two orders never wait for each other. */
export const inLockOrder = (lines: Line[]): Line[] =>
  lines.toSorted((a, b) => (a.productId < b.productId ? -1 : 1))

export interface PriceChange {
  type: 'product.price-changed'
  aggregate: string
  version: number
  data: { price: number }
}

/** The product at another price and what to publish; nothing is published when the price stays. */
export function changePrice(
  product: Product,
  price: number,
): { product: Product; event: PriceChange | undefined } {
  if (product.price === price) return { product, event: undefined }
  const version = product.version + 1
  return {
    product: { ...product, price, version },
    event: { type: 'product.price-changed', aggregate: product.id, version, data: { price } },
  }
}
