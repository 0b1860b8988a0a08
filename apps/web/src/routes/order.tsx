import type { Order } from '@nowait/contract/order'
import { useQueryClient } from '@tanstack/react-query'
import { ArrivalStrip } from '../components/arrival-strip.tsx'
import { buttonClass } from '../components/button.tsx'
import { EmptyState } from '../components/empty-state.tsx'
import { ErrorState } from '../components/error-state.tsx'
import { Page } from '../components/page.tsx'
import { Delivery } from '../features/orders/delivery-timeline.tsx'
import { knownOrder } from '../features/orders/order-cache.ts'
import { OrderContents } from '../features/orders/order-contents.tsx'
import { OrderProgress } from '../features/orders/order-progress.tsx'
import { isFinal, isOff } from '../features/orders/order-status.ts'
import { usePageWhileMoving } from '../features/orders/use-page-while-moving.ts'
import { PointsOfOrder } from '../features/points/points-of-order.tsx'
import { troubleOf } from '../lib/api.ts'
import { useFormat } from '../lib/format.ts'
import { useMessages } from '../lib/language.ts'
import { Link } from '../lib/link.tsx'
import { href } from '../lib/paths.ts'
import type { PageProps } from '../lib/router.ts'
import { usePage } from '../lib/use-page.ts'

export default function OrderPage({ params }: PageProps) {
  const t = useMessages()
  const input = { params: { id: params.id! } }
  const { parts, refusal } = usePage('orderPage', input)
  const order = 'data' in parts.order ? parts.order.data : undefined
  const client = useQueryClient()
  const known = order ?? knownOrder(client, params.id!)
  usePageWhileMoving('orderPage', input, order !== undefined && !isFinal(order.status))
  if (refusal) return <Refused code={troubleOf(refusal)} />
  // A slow order service says so when the answer has begun: then it is the part that tells.
  if (parts.order.state === 'unavailable' && parts.order.problem.code === 'ORDER_NOT_FOUND')
    return <Refused code="ORDER_NOT_FOUND" />
  return (
    <Page
      title={t.member.orderTitle}
      aside={<OrderedAt order={known} />}
      strip={
        <ArrivalStrip
          parts={[
            { label: t.member.parts.order, view: parts.order },
            { label: t.member.parts.shipping, view: parts.shipping },
            { label: t.member.parts.point, view: parts.point },
          ]}
        />
      }
    >
      <div className="grid gap-12">
        <OrderProgress view={parts.order} />
        <div className="grid gap-12 md:grid-cols-[1fr_20rem]">
          <Delivery view={parts.shipping} orderStatus={known?.status} />
          <PointsOfOrder
            view={parts.point}
            promised={order?.points}
            isOff={order !== undefined && isOff(order.status)}
          />
        </div>
        <OrderContents view={parts.order} itemCount={known?.items.length ?? 1} />
      </div>
    </Page>
  )
}

function OrderedAt({ order }: { order: Pick<Order, 'number' | 'placedAt'> | undefined }) {
  const t = useMessages()
  const format = useFormat()
  return (
    <p className="text-14 text-grey tabular min-h-12 sm:min-h-6">
      {order && (
        <>
          <span className="block sm:inline">{t.member.orderNumber(order.number)}</span>
          <span className="max-sm:hidden"> · </span>
          <span className="block sm:inline">{t.member.orderedAt(format.moment(order.placedAt))}</span>
        </>
      )}
    </p>
  )
}

function Refused({ code }: { code: ReturnType<typeof troubleOf> }) {
  const t = useMessages()
  if (code !== 'ORDER_NOT_FOUND' && code !== 'INVALID_REQUEST')
    return (
      <Page title={t.member.orderTitle}>
        <ErrorState code={code} />
      </Page>
    )
  return (
    <Page title={t.member.orderTitle}>
      <EmptyState
        title={t.member.orderMissing}
        hint={t.member.orderMissingHint}
        action={
          <Link to={href('orders')} className={buttonClass('quiet')}>
            {t.member.seeOrders}
          </Link>
        }
      />
    </Page>
  )
}
