import type { ProductCard as Card } from '@nowait/contract/product'
import { ProductCard, ProductCardSkeleton } from './product-card.tsx'

const grid = 'grid grid-cols-2 gap-x-4 gap-y-8 sm:grid-cols-3 lg:grid-cols-4 lg:gap-x-6'

/** `isFirst`: the first thing on its page, whose pictures should come before others. */
export function ProductGrid({ products, isFirst = false }: { products: Card[]; isFirst?: boolean }) {
  return (
    <ul className={grid}>
      {products.map((product, index) => (
        <li key={product.id}>
          <ProductCard product={product} isFirst={isFirst && index < 4} />
        </li>
      ))}
    </ul>
  )
}

export function ProductGridSkeleton({ count }: { count: number }) {
  return (
    <div className={grid}>
      {Array.from({ length: count }, (_, index) => (
        <ProductCardSkeleton key={index} />
      ))}
    </div>
  )
}
