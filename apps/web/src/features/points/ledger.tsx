import type { PointEntry, PointsAccount, PointState } from '@nowait/contract/point'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '../../components/button.tsx'
import { FailedQuery } from '../../components/error-state.tsx'
import { Icon } from '../../components/icon.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { endpointQuery } from '../../lib/endpoint-query.ts'
import { useFormat } from '../../lib/format.ts'
import { useMessages } from '../../lib/language.ts'
import { Link } from '../../lib/link.tsx'
import { href } from '../../lib/paths.ts'

const shownFirst = 5
export const moreThanShown = shownFirst + 1

/** The rows of the account, newest first: a few, then the whole page at hand, then page by page. */
export function Ledger({ first }: { first: PointsAccount }) {
  const [pages, setPages] = useState(0)
  const isShort = pages === 0 && first.items.length > shownFirst
  return (
    <>
      <Rows entries={isShort ? first.items.slice(0, shownFirst) : first.items} />
      {first.next && pages > 1 ? (
        <NextPage cursor={first.next} left={pages - 1} showMore={() => setPages(pages + 1)} />
      ) : (
        (isShort || first.next) && <MoreButton onClick={() => setPages(isShort ? 1 : 2)} />
      )}
    </>
  )
}

interface NextPageProps {
  cursor: string
  /** Pages to show, this one included. */
  left: number
  showMore: () => void
}

function NextPage({ cursor, left, showMore }: NextPageProps) {
  const query = useQuery(endpointQuery('getPoints', { query: { cursor } }))
  const { data, isPending } = query
  if (isPending) return <LedgerSkeleton rows={shownFirst} />
  if (!data) return <FailedQuery query={query} />
  return (
    <>
      <Rows entries={data.items} />
      {data.next && left > 1 && <NextPage cursor={data.next} left={left - 1} showMore={showMore} />}
      {data.next && left === 1 && <MoreButton onClick={showMore} />}
    </>
  )
}

function MoreButton({ onClick }: { onClick: () => void }) {
  const t = useMessages()
  return (
    <Button look="plain" className="-ml-2" onClick={onClick}>
      {t.member.more}
      <Icon name="chevronDown" size={16} />
    </Button>
  )
}

function Rows({ entries }: { entries: readonly PointEntry[] }) {
  return (
    <ul className="divide-hairline divide-y">
      {entries.map((entry) => (
        <Row key={entry.id} entry={entry} />
      ))}
    </ul>
  )
}

const colors: Record<PointState, string> = {
  pending: 'text-accent',
  accrued: 'text-ink',
  revoked: 'text-faint line-through',
  expired: 'text-faint line-through',
}

function Row({ entry }: { entry: PointEntry }) {
  const t = useMessages()
  const format = useFormat()
  const reason = t.member.pointReasons[entry.reason]
  const note =
    entry.state === 'accrued' && entry.expiresOn
      ? t.member.expiresOn(format.day(entry.expiresOn))
      : t.member.pointStates[entry.state]
  return (
    <li className="flex min-h-14 items-center justify-between gap-4 py-2">
      <div className="min-w-0">
        <p className="text-14">
          {entry.orderId ? (
            <Link to={href('order', { id: entry.orderId })} className="underline-offset-4 hover:underline">
              {reason}
            </Link>
          ) : (
            reason
          )}
        </p>
        <p className="text-12 text-faint tabular">
          {format.day(entry.at)} · {note}
        </p>
      </div>
      <span className={`text-14 tabular font-medium whitespace-nowrap ${colors[entry.state]}`}>
        {format.signedPoints(entry.points)}
      </span>
    </li>
  )
}

/** With the place of the button that shows more, where there will be one. */
export function LedgerSkeleton({ rows }: { rows: number }) {
  return (
    <>
      <div className="divide-hairline divide-y">
        {Array.from({ length: Math.min(rows, shownFirst) }, (_, index) => (
          <div key={index} className="flex min-h-14 items-center justify-between gap-4 py-2">
            <div>
              <Skeleton className="h-4 w-20" />
              <Skeleton className="mt-1.5 h-3 w-32" />
            </div>
            <Skeleton className="h-4 w-14" />
          </div>
        ))}
      </div>
      {rows > shownFirst && <div className="h-11" />}
    </>
  )
}
