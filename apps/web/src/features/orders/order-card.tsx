import type { OrderSummary } from '@nowait/contract/order'
import { buttonClass } from '../../components/button.tsx'
import { Money } from '../../components/money.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { useFormat } from '../../lib/format.ts'
import { localized, useMessages } from '../../lib/language.ts'
import { Link } from '../../lib/link.tsx'
import { href } from '../../lib/paths.ts'
import { CancelOrder } from './cancel-order.tsx'
import { OrderAgain } from './order-again.tsx'
import { OrderBadge } from './order-badge.tsx'
import { Thumbnail } from './order-items.tsx'

const frame =
  'grid grid-cols-[5rem_1fr] items-center gap-x-4 gap-y-2 py-5 sm:grid-cols-[5rem_1fr_auto] max-sm:items-start'

/** An order in a list, with the one action that fits its state. */
export function OrderCard({ order }: { order: OrderSummary }) {
  const t = useMessages()
  const format = useFormat()
  const first = order.items[0]!
  return (
    <article className={frame}>
      <Thumbnail picture={first.picture} className="size-20" />
      <div className="min-h-20 min-w-0">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <OrderBadge status={order.status} />
          <span className="text-12 text-faint tabular">{format.day(order.placedAt)}</span>
        </p>
        <p className="text-16 font-medium">
          <Link
            to={href('order', { id: order.id })}
            className="flex min-h-7 items-center leading-snug underline-offset-4 hover:underline"
          >
            {t.member.itemsMore(localized(first.name), order.items.length - 1)}
          </Link>
        </p>
        <Money value={order.total} className="text-14 text-grey" />
      </div>
      <div className="max-sm:col-start-2">
        <Action order={order} />
      </div>
    </article>
  )
}

function Action({ order }: { order: OrderSummary }) {
  const t = useMessages()
  if (order.cancellable) return <CancelOrder order={order} />
  if (order.status === 'shipped' || order.status === 'cancelling') {
    const words = order.status === 'shipped' ? t.member.track : t.member.seeOrder
    return (
      <Link
        to={href('order', { id: order.id })}
        aria-label={t.member.ofOrder(words, order.number)}
        className={buttonClass('quiet')}
      >
        {words}
      </Link>
    )
  }
  return <OrderAgain order={order} />
}

export function OrderCardSkeleton() {
  return (
    <div className={frame}>
      <Skeleton className="size-20" />
      <div className="min-h-20">
        <Skeleton className="h-5 w-28" />
        <Skeleton className="my-1.5 h-5 w-44" />
        <Skeleton className="h-4 w-20" />
      </div>
      <Skeleton className="h-11 w-24 max-sm:col-start-2" />
    </div>
  )
}
