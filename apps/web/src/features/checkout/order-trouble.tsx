import { useMessages } from '../../lib/language.ts'
import { Link } from '../../lib/link.tsx'
import { href } from '../../lib/paths.ts'
import { OrderNotice } from './order-notice.tsx'
import type { OrderTrouble } from './use-place-order.ts'

/** Why the order was not placed, and what to do about it. */
export function OrderTroubleNotice({ trouble }: { trouble: OrderTrouble }) {
  const t = useMessages()
  const { shop, common } = t
  const toCart = (
    <Link
      to={href('cart')}
      className="inline-flex min-h-11 items-center font-medium underline underline-offset-4"
    >
      {shop.changeCart}
    </Link>
  )
  switch (trouble) {
    case 'OUT_OF_STOCK':
      return (
        <OrderNotice tone="failed" title={shop.outOfStockTitle}>
          <p>{shop.outOfStockHint}</p>
          {toCart}
        </OrderNotice>
      )
    case 'PRODUCT_NOT_FOUND':
      return (
        <OrderNotice tone="failed" title={shop.orderFailedTitle}>
          <p>{common.trouble.PRODUCT_NOT_FOUND}</p>
          {toCart}
        </OrderNotice>
      )
    case 'PRICE_CHANGED':
      return (
        <OrderNotice tone="late" title={shop.priceChangedTitle}>
          <p>{shop.priceChangedHint}</p>
        </OrderNotice>
      )
    case 'UNREACHABLE':
      return null
    default:
      return (
        <OrderNotice tone="failed" title={shop.orderFailedTitle}>
          <p>{common.trouble[trouble === 'other' ? 'other' : trouble]}</p>
        </OrderNotice>
      )
  }
}
