import { ArrivalStrip } from '../components/arrival-strip.tsx'
import { Page } from '../components/page.tsx'
import { Notifications } from '../features/notifications/notifications.tsx'
import { isFinal } from '../features/orders/order-status.ts'
import { Parcels } from '../features/orders/parcels.tsx'
import { RecentOrders } from '../features/orders/recent-orders.tsx'
import { StatusCounts } from '../features/orders/status-counts.tsx'
import { usePageWhileMoving } from '../features/orders/use-page-while-moving.ts'
import { Points } from '../features/points/points-account.tsx'
import { buttonClass } from '../components/button.tsx'
import { useKeptPage } from '../lib/use-kept-page.ts'
import { useMessages } from '../lib/language.ts'
import { Link } from '../lib/link.tsx'
import { href } from '../lib/paths.ts'
import { pageSource } from '../lib/page-source.ts'
import { useSession } from '../lib/session.ts'
import { usePage } from '../lib/use-page.ts'

export default function MyPage() {
  const t = useMessages()
  useKeptPage()
  const { parts } = usePage('myPage', {})
  const session = useSession()
  const isOperator = session.state === 'member' && session.member.role === 'operator'
  const orders = 'data' in parts.orders ? parts.orders.data : undefined
  const pendingPoints = 'data' in parts.point ? parts.point.data.pending : 0
  const isMoving = orders?.items.some(({ status }) => !isFinal(status)) || pendingPoints > 0
  usePageWhileMoving('myPage', {}, isMoving)
  return (
    <Page
      title={t.member.myPageTitle}
      heading={<Greeting />}
      aside={
        <div className="-mr-2 flex">
          {isOperator && (
            <Link to={href('ops')} className={buttonClass('plain')}>
              {t.member.operations}
            </Link>
          )}
          <Link to={href('account')} className={buttonClass('plain')}>
            {t.member.accountLink}
          </Link>
        </div>
      }
      strip={
        <ArrivalStrip
          parts={[
            { label: t.member.parts.orders, view: parts.orders },
            { label: t.member.parts.shipping, view: parts.shipping },
            { label: t.member.parts.point, view: parts.point },
            { label: t.member.parts.notifications, view: parts.notifications },
          ]}
        />
      }
    >
      <StatusCounts counts={orders?.counts} />
      {/* Its height is always there: nothing moves when it turns out how the page came about. */}
      <p className="text-14 text-grey flex h-12 items-center leading-tight">
        {pageSource.use().startsWith('live') && t.member.gatheredNow}
      </p>
      <div className="grid items-start gap-12 lg:grid-cols-[1fr_20rem] lg:gap-16">
        <div className="grid gap-12">
          <RecentOrders view={parts.orders} />
          <Parcels view={parts.shipping} orders={orders?.items} />
        </div>
        <div className="grid gap-12">
          <Points view={parts.point} />
          <Notifications view={parts.notifications} />
        </div>
      </div>
    </Page>
  )
}

function Greeting() {
  const t = useMessages()
  const session = useSession()
  if (session.state !== 'member') return t.member.greetingWithoutName
  return t.member.greeting(session.member.name)
}
