import type { ProductCard } from '@nowait/contract/product'
import type { ReactNode } from 'react'
import { StockBadge } from '../../components/stock-badge.tsx'
import { pointsFor } from '../../lib/cart-lines.ts'
import { useFormat } from '../../lib/format.ts'
import { useMessages } from '../../lib/language.ts'

/** What one wants to know before buying, as rows of word and value. */
export function Facts({ product }: { product: ProductCard }) {
  const t = useMessages()
  const format = useFormat()
  return (
    <dl className="border-hairline text-14 border-y">
      <Row name={t.shop.stockTitle}>
        <StockBadge stock={product.stock} />
      </Row>
      <Row name={t.shop.delivery}>{t.shop.deliveryNote}</Row>
      <Row name={t.shop.pointsYouGet}>
        <span className="tabular">{t.shop.pointsNote(format.points(pointsFor(product.price)))}</span>
      </Row>
    </dl>
  )
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="border-hairline flex items-center gap-4 py-3 not-first:border-t">
      <dt className="text-grey w-24 shrink-0">{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
