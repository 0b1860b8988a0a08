import type { OrderList, OrderStatus } from '@nowait/contract/order'
import { Skeleton } from '../../components/skeleton.tsx'
import { useMessages } from '../../lib/language.ts'
import { isFinal, isOff } from './order-status.ts'

const groups: readonly (readonly OrderStatus[])[] = [
  ['awaiting-stock'],
  ['confirmed'],
  ['preparing'],
  ['shipped'],
  ['delivered'],
  ['cancelling', 'cancelled', 'rejected'],
]

const colorOf = (count: number, status: OrderStatus) =>
  count === 0 ? 'text-faint' : isFinal(status) || isOff(status) ? '' : 'text-accent'

/** How many orders stand where; those that were taken back apart from the way to the door. */
export function StatusCounts({ counts }: { counts: OrderList['counts'] | undefined }) {
  const t = useMessages()
  return (
    <dl
      aria-label={t.member.statusStrip}
      className="border-hairline rounded-control grid grid-cols-3 border py-2 sm:grid-cols-6"
    >
      {groups.map((statuses) => {
        const count = statuses.reduce((sum, status) => sum + (counts?.[status] ?? 0), 0)
        const isWay = statuses.length === 1
        return (
          <div
            key={statuses[0]}
            className={`flex flex-col-reverse items-center px-1 py-2 text-center ${isWay ? '' : 'sm:border-hairline sm:border-l'}`}
          >
            <dt className="text-12 text-grey">
              {isWay ? t.member.status[statuses[0]!] : t.member.cancelledGroup}
            </dt>
            <dd
              className={`text-20 tabular flex h-7 items-center justify-center self-stretch font-semibold ${colorOf(count, statuses[0]!)}`}
            >
              {counts ? count : <Skeleton className="size-5" />}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
