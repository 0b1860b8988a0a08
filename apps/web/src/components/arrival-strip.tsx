import { arrivalsHidden } from '../lib/arrivals.ts'
import { useFormat } from '../lib/format.ts'
import { useMessages } from '../lib/language.ts'
import { ageOf } from '../lib/page-parts.ts'
import { lateMs, useElapsed, useNow } from '../lib/time.ts'
import type { PartView } from '../lib/use-page.ts'
import { Icon } from './icon.tsx'

interface Arrival {
  label: string
  view: PartView<unknown>
}

const bars: Record<PartView<unknown>['state'], string> = {
  pending: 'scale-x-0',
  ready: 'bg-done',
  stale: 'bg-late',
  unavailable: 'bg-failed',
}

/**
 * Our signature: when each part of this page arrived. It repeats what the parts themselves show, so it may be hidden
 * and is skipped by nobody who needs it.
 */
export function ArrivalStrip({ parts }: { parts: Arrival[] }) {
  const t = useMessages()
  if (arrivalsHidden.use()) return null
  return (
    <div className="text-12 flex h-12 items-start gap-2 sm:h-11">
      <ul aria-label={t.common.arrivalsLabel} className="flex min-w-0 grow gap-2 sm:gap-3">
        {parts.map((part) => (
          <Segment key={part.label} {...part} />
        ))}
      </ul>
      <button
        type="button"
        aria-label={t.common.arrivalsHideLabel}
        onClick={() => arrivalsHidden.set(true)}
        className="text-faint hover:text-ink -mr-3 -mt-2 grid size-11 shrink-0 place-items-center"
      >
        <Icon name="close" size={14} />
      </button>
    </div>
  )
}

function Segment({ label, view }: Arrival) {
  return (
    <li className="min-w-0 grow basis-0">
      <span className="bg-hairline block h-0.5 overflow-hidden rounded-full">
        <span
          className={`ease-settle block h-full origin-left transition-transform duration-200 ${bars[view.state]}`}
        />
      </span>
      <span className="mt-1 flex flex-col whitespace-nowrap sm:flex-row sm:items-center sm:gap-1.5">
        <span className="text-grey truncate">{label}</span>
        <Time label={label} view={view} />
      </span>
    </li>
  )
}

function Time({ label, view }: Arrival) {
  const t = useMessages()
  const format = useFormat()
  const now = useNow(view.state === 'stale')
  const isLate = useElapsed(view.state === 'pending', lateMs)
  switch (view.state) {
    case 'pending':
      return isLate ? (
        <span className="text-late flex min-w-0 items-center gap-1">
          <span className="max-sm:hidden">
            <Icon name="clock" size={14} />
          </span>
          <span className="truncate">{t.common.late}</span>
        </span>
      ) : (
        <span className="text-faint" aria-label={t.common.waiting}>
          …
        </span>
      )
    case 'ready':
      return <span className="tabular animate-settle">{duration(view.ms, t.common)}</span>
    case 'stale':
      return (
        <span className="text-late tabular flex min-w-0 items-center gap-1">
          <Icon name="clock" size={14} />
          <span className="truncate">{format.age(ageOf(view, now))}</span>
        </span>
      )
    case 'unavailable':
      return (
        <button
          type="button"
          aria-disabled={view.isRetrying || undefined}
          onClick={view.isRetrying ? undefined : view.retry}
          className="text-failed relative flex items-center gap-1 font-medium after:absolute after:-inset-x-2 after:-inset-y-3 aria-disabled:opacity-50"
        >
          {t.common.missing}
          <Icon name="retry" size={14} />
          <span className="sr-only">{t.common.retryPart(label)}</span>
        </button>
      )
  }
}

function duration(
  ms: number,
  t: { milliseconds(ms: number): string; seconds(seconds: string): string },
): string {
  return ms < 1_000 ? t.milliseconds(ms) : t.seconds((ms / 1_000).toFixed(1))
}
