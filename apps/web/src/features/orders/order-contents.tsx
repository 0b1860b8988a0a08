import type { Order } from '@nowait/contract/order'
import { Money } from '../../components/money.tsx'
import { Part } from '../../components/part.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { useMessages } from '../../lib/language.ts'
import type { PartView } from '../../lib/use-page.ts'
import { OrderItems } from './order-items.tsx'

/** The goods, what they cost and where they go. When the order does not come, its progress says so for both. */
export function OrderContents({ view, itemCount }: { view: PartView<Order>; itemCount: number }) {
  const t = useMessages()
  if (view.state === 'unavailable') return null
  return (
    <Part
      view={view}
      label={t.member.parts.order}
      title={t.member.orderContents}
      skeleton={<ContentsSkeleton itemCount={itemCount} />}
    >
      {(order) => (
        <div className="grid gap-8 md:grid-cols-[1fr_20rem] md:gap-12">
          <OrderItems items={order.items} />
          <div className="text-14">
            <dl className="tabular grid grid-cols-[1fr_auto] gap-y-2">
              <dt className="text-grey">{t.member.goodsTotal}</dt>
              <dd className="text-right">
                <Money value={order.total} />
              </dd>
              <dt className="text-grey">{t.member.deliveryFee}</dt>
              <dd className="text-right">{t.member.free}</dd>
              <dt className="border-hairline text-16 mt-1 border-t pt-3 font-semibold">{t.member.total}</dt>
              <dd className="border-hairline text-16 mt-1 border-t pt-3 font-semibold">
                <Money value={order.total} />
              </dd>
            </dl>
            <p className="text-12 text-faint mt-1">{t.member.demoPayment}</p>
            <h3 className="text-14 mt-6 mb-1">{t.member.shipTo}</h3>
            <address className="text-grey not-italic">
              <span className="tabular block">
                {order.shipTo.name} · {order.shipTo.phone}
              </span>
              <span className="block">
                ({order.shipTo.postalCode}) {order.shipTo.address}
              </span>
            </address>
          </div>
        </div>
      )}
    </Part>
  )
}

function ContentsSkeleton({ itemCount }: { itemCount: number }) {
  return (
    <div className="grid gap-8 md:grid-cols-[1fr_20rem] md:gap-12">
      <div className="divide-hairline divide-y">
        {Array.from({ length: itemCount }, (_, index) => (
          <div key={index} className="flex items-center gap-4 py-4 first:pt-0">
            <Skeleton className="size-18" />
            <div className="grow">
              <Skeleton className="h-5 w-40" />
              <Skeleton className="mt-2 h-4 w-20" />
            </div>
            <Skeleton className="h-5 w-20" />
          </div>
        ))}
      </div>
      <div className="min-h-56">
        <Skeleton className="h-4 w-full" />
        <Skeleton className="mt-3 h-4 w-full" />
        <Skeleton className="mt-6 h-6 w-full" />
        <Skeleton className="mt-14 h-4 w-48" />
      </div>
    </div>
  )
}
