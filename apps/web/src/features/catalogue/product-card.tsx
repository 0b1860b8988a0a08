import type { ProductCard as Card } from '@nowait/contract/product'
import { Money } from '../../components/money.tsx'
import { ProductPicture } from '../../components/product-picture.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { StockBadge } from '../../components/stock-badge.tsx'
import { useLocalized } from '../../lib/language.ts'
import { Link } from '../../lib/link.tsx'
import { href } from '../../lib/paths.ts'

export function ProductCard({ product, isFirst = false }: { product: Card; isFirst?: boolean }) {
  const text = useLocalized()
  const isSoldOut = product.stock.state === 'sold-out'
  return (
    <Link to={href('product', { id: product.id })} className="group block">
      <span className="relative block overflow-hidden rounded-control">
        <ProductPicture
          src={product.picture}
          size={268}
          isFirst={isFirst}
          className={`w-full transition-transform duration-200 ease-settle group-hover:scale-[1.02] ${isSoldOut ? 'opacity-50' : ''}`}
        />
        <span className="absolute bottom-2 left-2">
          <StockBadge stock={product.stock} isQuiet />
        </span>
      </span>
      <span className={`text-14 sm:text-16 mt-3 block line-clamp-2 group-hover:underline underline-offset-4`}>
        {text(product.name)}
      </span>
      <Money value={product.price} className="text-16 mt-0.5 block font-semibold" />
    </Link>
  )
}

export function ProductCardSkeleton() {
  return (
    <div>
      <Skeleton className="rounded-control aspect-square w-full" />
      <div className="text-14 sm:text-16 mt-3 h-[1lh]">
        <Skeleton className="mt-1 h-4 w-4/5" />
      </div>
      <div className="text-16 mt-0.5 h-[1lh]">
        <Skeleton className="h-4 w-20" />
      </div>
    </div>
  )
}
