import type { Notification } from '@nowait/contract/bff'
import { Icon, type IconName } from '../../components/icon.tsx'
import { useFormat } from '../../lib/format.ts'
import { useMessages } from '../../lib/language.ts'
import { Link } from '../../lib/link.tsx'
import { href } from '../../lib/paths.ts'

const icons: Record<Notification['kind'], IconName> = {
  'order-confirmed': 'check',
  'order-rejected': 'alert',
  'order-shipped': 'truck',
  'order-delivered': 'box',
  'order-cancelled': 'close',
  'order-cancel-refused': 'alert',
  'points-accrued': 'point',
}

interface NotificationRowProps {
  notification: Notification
  markRead: (id: string) => void
}

/** Leads to its order, and is read by that. */
export function NotificationRow({ notification, markRead }: NotificationRowProps) {
  const t = useMessages()
  const format = useFormat()
  const { id, kind, orderId, orderNumber, points, at, readAt } = notification
  const isNew = readAt === null
  return (
    <li>
      <Link
        to={href('order', { id: orderId })}
        onClick={() => isNew && markRead(id)}
        className="group flex min-h-16 items-center gap-3 py-2"
      >
        <span className={isNew ? 'text-accent' : 'text-faint'}>
          <Icon name={icons[kind]} />
        </span>
        <span className="min-w-0 grow">
          <span
            className={`text-14 block underline-offset-4 group-hover:underline ${isNew ? 'font-semibold' : 'text-grey'}`}
          >
            {points === null ? t.member.notices[kind] : t.member.noticePoints(format.points(points))}
          </span>
          <span className="text-12 text-faint tabular block">
            {format.moment(at)} · {orderNumber}
          </span>
        </span>
        {isNew && (
          <span className="text-12 text-accent bg-accent-wash rounded-small shrink-0 px-2 py-0.5 font-medium">
            {t.member.isUnread}
          </span>
        )}
      </Link>
    </li>
  )
}
