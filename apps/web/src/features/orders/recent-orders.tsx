import type { OrderList as Orders } from '@nowait/contract/order'
import { buttonClass } from '../../components/button.tsx'
import { Part } from '../../components/part.tsx'
import { useLastSize } from '../../lib/last-sizes.ts'
import { useMessages } from '../../lib/language.ts'
import { Link } from '../../lib/link.tsx'
import { href } from '../../lib/paths.ts'
import type { PartView } from '../../lib/use-page.ts'
import { NoOrders, OrderList, OrderListSkeleton } from './order-list.tsx'

const atMost = 4

/** The newest orders, and the way to all of them. */
export function RecentOrders({ view }: { view: PartView<Orders> }) {
  const t = useMessages()
  const shown = 'data' in view ? view.data.items.slice(0, atMost) : undefined
  const expected = useLastSize('orders', atMost, shown?.length)
  return (
    <Part
      view={view}
      label={t.member.parts.orders}
      title={t.member.recentOrders}
      skeleton={<OrderListSkeleton count={expected} />}
      aside={
        <Link to={href('orders')} className={buttonClass('plain', '-mr-2')}>
          {t.member.allOrders}
        </Link>
      }
    >
      {({ items }) => (items.length === 0 ? <NoOrders /> : <OrderList orders={items.slice(0, atMost)} />)}
    </Part>
  )
}
