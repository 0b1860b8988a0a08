import type { PointsAccount } from '@nowait/contract/point'
import type { ReactNode } from 'react'
import { EmptyState } from '../../components/empty-state.tsx'
import { Part } from '../../components/part.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { useFormat } from '../../lib/format.ts'
import { useLastSize } from '../../lib/last-sizes.ts'
import { useMessages } from '../../lib/language.ts'
import type { PartView } from '../../lib/use-page.ts'
import { Ledger, LedgerSkeleton, moreThanShown } from './ledger.tsx'

/** Balance, what is promised, what will go, and how it came to be. */
export function Points({ view, className }: { view: PartView<PointsAccount>; className?: string }) {
  const t = useMessages()
  const rows = useLastSize('ledger', moreThanShown, 'data' in view ? view.data.items.length : undefined)
  return (
    <Part
      view={view}
      label={t.member.parts.point}
      title={t.member.pointsTitle}
      skeleton={<PointsSkeleton rows={rows} />}
      className={className}
    >
      {(account) => (
        <>
          <Sums account={account} />
          <p className="text-12 text-faint">{t.member.spendingLater}</p>
          <h3 className="text-14 mt-6 mb-1">{t.member.ledger}</h3>
          {account.items.length === 0 ? (
            <div className="min-h-38">
              <EmptyState title={t.member.ledgerEmpty} hint={t.member.ledgerEmptyHint} />
            </div>
          ) : (
            <Ledger first={account} />
          )}
        </>
      )}
    </Part>
  )
}

function Sums({ account: { balance, pending, expiring } }: { account: PointsAccount }) {
  const t = useMessages()
  const format = useFormat()
  const going = expiring.reduce((sum, { points }) => sum + points, 0)
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-3">
      <div className="col-span-full">
        <dt className="text-14 text-grey">{t.member.balance}</dt>
        <dd className="text-28 tabular font-semibold">{format.points(balance)}</dd>
      </div>
      <Sum label={t.member.pending}>
        <span className={pending > 0 ? 'text-accent' : 'text-faint'}>{format.points(pending)}</span>
      </Sum>
      <Sum label={t.member.expiring}>
        {expiring[0] ? (
          <>
            <span className="text-late">{format.points(going)}</span>
            <span className="text-12 text-grey block font-normal">
              {t.member.expiresFrom(format.day(expiring[0].on))}
            </span>
          </>
        ) : (
          <span className="text-faint">{t.member.noneExpiring}</span>
        )}
      </Sum>
    </dl>
  )
}

function Sum({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-h-20">
      <dt className="text-12 text-grey">{label}</dt>
      <dd className="text-16 tabular font-semibold">{children}</dd>
    </div>
  )
}

function PointsSkeleton({ rows }: { rows: number }) {
  return (
    <>
      <Skeleton className="h-4 w-28" />
      <Skeleton className="mt-2 h-7 w-36" />
      <div className="mt-4 grid min-h-20 grid-cols-2 gap-4">
        <Skeleton className="h-10 w-20" />
        <Skeleton className="h-10 w-24" />
      </div>
      <div className="mt-6 mb-1 h-[2.6rem]" />
      {rows === 0 ? <div className="min-h-38" /> : <LedgerSkeleton rows={rows} />}
    </>
  )
}
