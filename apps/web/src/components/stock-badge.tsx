import type { ProductCard } from '@nowait/contract/product'
import { useMessages } from '../lib/language.ts'
import { StatusBadge } from './status-badge.tsx'

/** What is left, in words; a list stays quiet about what is simply there. */
export function StockBadge({ stock, isQuiet = false }: { stock: ProductCard['stock']; isQuiet?: boolean }) {
  const t = useMessages()
  if (stock.state === 'sold-out')
    return (
      <StatusBadge tone="plain" icon="close">
        {t.shop.soldOut}
      </StatusBadge>
    )
  if (stock.state === 'low') return <StatusBadge tone="late">{t.shop.low(stock.left)}</StatusBadge>
  return isQuiet ? null : <StatusBadge tone="done">{t.shop.inStock}</StatusBadge>
}
