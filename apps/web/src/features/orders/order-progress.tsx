import type { Order } from '@nowait/contract/order'
import { Part } from '../../components/part.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { useMessages } from '../../lib/language.ts'
import type { PartView } from '../../lib/use-page.ts'
import { CancelOrder } from './cancel-order.tsx'
import { OrderAgain } from './order-again.tsx'
import { wasCancelRefused } from './order-status.ts'
import { OrderSteps, OrderStepsSkeleton } from './order-steps.tsx'

/** Where the order stands, in a sentence and in steps, and what one can do about it now. */
export function OrderProgress({ view }: { view: PartView<Order> }) {
  const t = useMessages()
  const order = 'data' in view ? view.data : undefined
  return (
    <Part
      view={view}
      label={t.account.parts.order}
      title={order ? t.account.headline[order.status] : t.account.orderStatus}
      skeleton={<ProgressSkeleton />}
    >
      {(order) => (
        <>
          <div className="mb-6 flex min-h-24 flex-wrap content-start items-start justify-between gap-x-6 gap-y-3 sm:min-h-11">
            <Explanation order={order} />
            <div className="flex gap-2">
              {order.cancellable && <CancelOrder order={order} />}
              {!order.cancellable && order.status !== 'cancelling' && <OrderAgain order={order} />}
            </div>
          </div>
          <OrderSteps order={order} />
        </>
      )}
    </Part>
  )
}

function Explanation({ order }: { order: Order }) {
  const t = useMessages()
  const text = order.reason
    ? t.account.rejectedFor[order.reason]
    : wasCancelRefused(order)
      ? t.account.cancelRefused
      : t.account.explanation[order.status]
  return <p className="text-14 text-grey max-w-xl sm:pt-2.5">{text}</p>
}

function ProgressSkeleton() {
  return (
    <>
      <div className="mb-6 min-h-24 sm:min-h-11">
        <Skeleton className="h-4 w-64 sm:mt-3.5" />
      </div>
      <OrderStepsSkeleton />
    </>
  )
}
