import type { OrderStatus } from '@nowait/contract/order'
import type { IconName } from '../../components/icon.tsx'
import { StatusBadge, type Tone } from '../../components/status-badge.tsx'
import { useMessages } from '../../lib/language.ts'

const looks: Record<OrderStatus, { tone: Tone; icon: IconName }> = {
  'awaiting-stock': { tone: 'late', icon: 'clock' },
  confirmed: { tone: 'done', icon: 'check' },
  preparing: { tone: 'accent', icon: 'box' },
  shipped: { tone: 'accent', icon: 'truck' },
  delivered: { tone: 'done', icon: 'check' },
  rejected: { tone: 'failed', icon: 'alert' },
  cancelling: { tone: 'late', icon: 'clock' },
  cancelled: { tone: 'plain', icon: 'close' },
}

export function OrderBadge({ status }: { status: OrderStatus }) {
  const t = useMessages()
  const { tone, icon } = looks[status]
  return (
    <StatusBadge tone={tone} icon={icon}>
      {t.member.status[status]}
    </StatusBadge>
  )
}
