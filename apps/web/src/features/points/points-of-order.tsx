import type { OrderPoints, PointState } from '@nowait/contract/point'
import { Part } from '../../components/part.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { StatusBadge, type Tone } from '../../components/status-badge.tsx'
import { useFormat } from '../../lib/format.ts'
import { useMessages } from '../../lib/language.ts'
import type { PartView } from '../../lib/use-page.ts'

const tones: Record<PointState, Tone> = {
  pending: 'accent',
  accrued: 'done',
  revoked: 'plain',
  expired: 'plain',
}

interface PointsOfOrderProps {
  view: PartView<OrderPoints | null>
  /** What the order promises; unknown while the order has not come. */
  promised: number | undefined
  /** The order was cancelled or rejected. */
  isOff: boolean
}

/** What an order brings. Points follow on their own; the order never waits for them. */
export function PointsOfOrder({ view, promised, isOff }: PointsOfOrderProps) {
  const t = useMessages()
  return (
    <Part view={view} label={t.member.parts.point} title={t.member.pointsTitle} skeleton={<PointsSkeleton />}>
      {(points) => (
        <div className="min-h-22">
          {points ? <Points points={points} /> : <NoPoints promised={promised} isOff={isOff} />}
        </div>
      )}
    </Part>
  )
}

function Points({ points: { points, state, at } }: { points: OrderPoints }) {
  const t = useMessages()
  const format = useFormat()
  const notes: Record<PointState, string> = {
    pending: t.member.pointsPending(format.day(at)),
    accrued: t.member.pointsAccrued(format.day(at)),
    revoked: t.member.pointsRevoked,
    expired: t.member.pointsExpired,
  }
  const isGone = state === 'revoked' || state === 'expired'
  return (
    <>
      <p className="flex flex-wrap items-center gap-3">
        <span className={`text-28 tabular font-semibold ${isGone ? 'text-faint line-through' : ''}`}>
          {format.points(points)}
        </span>
        <StatusBadge tone={tones[state]} icon="point">
          {t.member.pointStates[state]}
        </StatusBadge>
      </p>
      <p className="text-14 text-grey mt-1">{notes[state]}</p>
    </>
  )
}

function NoPoints({ promised, isOff }: Pick<PointsOfOrderProps, 'promised' | 'isOff'>) {
  const t = useMessages()
  const format = useFormat()
  const isNone = isOff || promised === 0
  return (
    <>
      <p className="text-16 font-semibold">{isNone ? t.member.noPointsForOrder : t.member.noPointsYet}</p>
      <p className="text-14 text-grey">
        {isOff && t.member.noPointsForOrderHint}
        {!isNone && promised !== undefined && t.member.noPointsYetHint(format.points(promised))}
      </p>
    </>
  )
}

function PointsSkeleton() {
  return (
    <div className="min-h-22">
      <Skeleton className="h-8 w-36" />
      <Skeleton className="mt-2 h-5 w-full max-w-64" />
    </div>
  )
}
