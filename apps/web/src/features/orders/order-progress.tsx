import type { Order } from '@nowait/contract/order'
import { Part } from '../../components/part.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { useMessages } from '../../lib/language.ts'
import type { PartView } from '../../lib/use-page.ts'
import { CancelOrder } from './cancel-order.tsx'
import { OrderAgain } from './order-again.tsx'
import { wasCancelRefused } from './order-status.ts'
import { OrderSteps, OrderStepsSkeleton } from './order-steps.tsx'

// The action stands beside the sentence, and below the steps where there is no room for that.
const frame = 'grid gap-y-5 gap-x-6 sm:grid-cols-[1fr_auto]'
const sentence = 'text-14 text-grey min-h-11 max-w-xl'

/** Where the order stands, in a sentence and in steps, and what one can do about it now. */
export function OrderProgress({ view }: { view: PartView<Order> }) {
  const t = useMessages()
  const order = 'data' in view ? view.data : undefined
  return (
    <Part
      view={view}
      label={t.member.parts.order}
      title={order ? t.member.headline[order.status] : t.member.orderStatus}
      skeleton={<ProgressSkeleton />}
    >
      {(order) => (
        <div className={frame}>
          <Explanation order={order} />
          <div className="col-span-full">
            <OrderSteps order={order} />
          </div>
          <div className="min-h-11 sm:col-start-2 sm:row-start-1">
            {order.cancellable && <CancelOrder order={order} />}
            {!order.cancellable && order.status !== 'cancelling' && <OrderAgain order={order} />}
          </div>
        </div>
      )}
    </Part>
  )
}

function Explanation({ order }: { order: Order }) {
  const t = useMessages()
  const text = order.reason
    ? t.member.rejectedFor[order.reason]
    : wasCancelRefused(order)
      ? t.member.cancelRefused
      : t.member.explanation[order.status]
  return <p className={sentence}>{text}</p>
}

function ProgressSkeleton() {
  return (
    <div className={frame}>
      <div className={sentence}>
        <Skeleton className="my-1 h-4 w-64" />
      </div>
      <div className="col-span-full">
        <OrderStepsSkeleton />
      </div>
      <Skeleton className="h-11 w-24 sm:col-start-2 sm:row-start-1" />
    </div>
  )
}
