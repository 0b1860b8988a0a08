import type { OrderSummary } from '@nowait/contract/order'
import { EmptyState } from '../../components/empty-state.tsx'
import { buttonClass } from '../../components/button.tsx'
import { useMessages } from '../../lib/language.ts'
import { Link } from '../../lib/link.tsx'
import { href } from '../../lib/paths.ts'
import { OrderCard, OrderCardSkeleton } from './order-card.tsx'

export function OrderList({ orders }: { orders: readonly OrderSummary[] }) {
  return (
    <ul className="divide-hairline border-hairline divide-y border-y">
      {orders.map((order) => (
        <li key={order.id}>
          <OrderCard order={order} />
        </li>
      ))}
    </ul>
  )
}

export function NoOrders() {
  const t = useMessages()
  return (
    <div className="min-h-60">
      <EmptyState
        title={t.member.noOrders}
        hint={t.member.noOrdersHint}
        action={
          <Link to={href('catalogue')} className={buttonClass()}>
            {t.common.browseGoods}
          </Link>
        }
      />
    </div>
  )
}

export function OrderListSkeleton({ count }: { count: number }) {
  // As large as the words that there are none.
  if (count === 0) return <div className="min-h-60" />
  return (
    <div className="divide-hairline border-hairline divide-y border-y">
      {Array.from({ length: count }, (_, index) => (
        <OrderCardSkeleton key={index} />
      ))}
    </div>
  )
}
