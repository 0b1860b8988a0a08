import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '../../components/button.tsx'
import { FailedQuery } from '../../components/error-state.tsx'
import { endpointQuery } from '../../lib/endpoint-query.ts'
import { useMessages } from '../../lib/language.ts'
import { setAddress, useSearchParams } from '../../lib/location.ts'
import { liveState } from '../../lib/live/live-state.ts'
import { isFinal } from './order-status.ts'
import { NoOrders, OrderList, OrderListSkeleton } from './order-list.tsx'

const untoldEveryMs = 5_000

/** All orders, newest first, one page below the other. How many pages are open stands in the address. */
export function OrderHistory() {
  const asked = Number(useSearchParams().get('pages'))
  const [open, setOpen] = useState(Math.max(1, Math.min(50, Math.trunc(asked) || 1)))
  const show = (pages: number) => {
    setOpen(pages)
    setAddress(`?pages=${pages}`, { replace: true })
  }
  return <HistoryPage cursor={undefined} left={open} showMore={() => show(open + 1)} />
}

interface HistoryPageProps {
  cursor: string | undefined
  /** Pages to show, this one included. */
  left: number
  showMore: () => void
}

/** One page, and those after it: each knows where the next begins, is asked for alone, and fails alone. */
function HistoryPage({ cursor, left, showMore }: HistoryPageProps) {
  const t = useMessages()
  const isTold = liveState.use() === 'on'
  const query = useQuery({
    ...endpointQuery('listOrders', cursor ? { query: { cursor } } : {}),
    refetchInterval: ({ state }) =>
      !isTold && state.data?.items.some(({ status }) => !isFinal(status)) ? untoldEveryMs : false,
  })
  const { data, isPending } = query
  if (isPending)
    return (
      <div aria-busy="true">
        <p className="sr-only">{t.common.loadingPart(t.member.parts.orders)}</p>
        <div aria-hidden="true" className="animate-appear">
          <OrderListSkeleton count={4} />
        </div>
      </div>
    )
  if (!data)
    return (
      <FailedQuery
        query={query}
        title={t.common.failedPart(t.member.parts.orders)}
        retryLabel={t.common.retryPart(t.member.parts.orders)}
      />
    )
  if (data.items.length === 0) return cursor ? null : <NoOrders />
  return (
    <>
      <div className={cursor ? '-mt-px animate-settle' : 'animate-settle'}>
        <OrderList orders={data.items} />
      </div>
      {data.next &&
        (left > 1 ? (
          <HistoryPage cursor={data.next} left={left - 1} showMore={showMore} />
        ) : (
          <div className="mt-6 text-center">
            <Button look="quiet" onClick={showMore}>
              {t.member.more}
            </Button>
          </div>
        ))}
    </>
  )
}
