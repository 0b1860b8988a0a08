import { useEffect, useRef, type ReactNode } from 'react'
import { announce } from '../lib/announce.ts'
import { useFormat } from '../lib/format.ts'
import { useMessages } from '../lib/language.ts'
import { ageOf } from '../lib/page-parts.ts'
import { lateMs, useElapsed, useNow } from '../lib/time.ts'
import { useTrouble } from '../lib/trouble.ts'
import type { PartView } from '../lib/use-page.ts'
import { ErrorState } from './error-state.tsx'
import { Icon } from './icon.tsx'
import { StatusBadge } from './status-badge.tsx'

interface PartProps<T> {
  view: PartView<T>
  /** One word for it, as in the arrival strip. */
  label: string
  /** Its heading; by default the label. */
  title?: string
  /** Placeholder of the final size. */
  skeleton: ReactNode
  /** To the right of the heading, e.g. a link to all of it. */
  aside?: ReactNode
  children: (data: T) => ReactNode
  className?: string
}

/** Draws one part of a streamed page in each of its states, none of which moves what stands around it. */
export function Part<T>({
  view,
  label,
  title = label,
  skeleton,
  aside,
  children,
  className = '',
}: PartProps<T>) {
  const isPending = view.state === 'pending'
  const isLate = useElapsed(isPending, lateMs)
  useArrivalAnnouncement(view.state, label, isLate)
  return (
    <section aria-label={title} aria-busy={isPending} className={className}>
      <header className="mb-3 flex min-h-11 items-center gap-3">
        <h2 className="text-20">{title}</h2>
        {view.state === 'stale' && <Staleness view={view} label={label} />}
        {aside && <div className="ml-auto">{aside}</div>}
      </header>
      <Body view={view} label={label} skeleton={skeleton} isLate={isLate}>
        {children}
      </Body>
    </section>
  )
}

function Body<T>({
  view,
  label,
  skeleton,
  isLate,
  children,
}: Pick<PartProps<T>, 'view' | 'label' | 'skeleton' | 'children'> & { isLate: boolean }) {
  const t = useMessages()
  if (view.state === 'ready' || view.state === 'stale')
    return <div className="animate-settle">{children(view.data)}</div>
  const isPending = view.state === 'pending'
  return (
    <div className="grid *:[grid-area:1/1]">
      <div aria-hidden="true" className={isPending ? 'animate-appear' : '**:animate-none opacity-50'}>
        {skeleton}
      </div>
      {isPending ? (
        isLate && (
          <p className="animate-settle bg-raised border-hairline rounded-control text-14 text-grey shadow-float relative mx-3 my-4 flex items-center gap-2 self-start justify-self-center border px-4 py-3">
            <span className="text-late">
              <Icon name="clock" size={16} />
            </span>
            {t.common.latePart(label)}
          </p>
        )
      ) : (
        <div className="bg-raised border-hairline rounded-control relative mx-3 my-2 self-start justify-self-center border">
          <ErrorState
            title={t.common.failedPart(label)}
            code={view.problem.code}
            trouble={view.problem}
            retry={view.retry}
            retryLabel={t.common.retryPart(label)}
            isRetrying={view.isRetrying}
          />
        </div>
      )}
    </div>
  )
}

function Staleness<T>({ view, label }: { view: Extract<PartView<T>, { state: 'stale' }>; label: string }) {
  const t = useMessages()
  const format = useFormat()
  const age = format.age(ageOf(view, useNow(true)))
  const reason = useTrouble(view.problem.code, view.problem)
  return (
    <span
      className="flex items-center"
      title={view.isKept ? undefined : `${t.common.stalePart(age)} ${reason}`}
    >
      <StatusBadge tone={view.isKept ? 'plain' : 'late'} icon="clock">
        {t.common.asOf(age)}
      </StatusBadge>
      {!view.isKept && (
        <button
          type="button"
          aria-label={t.common.retryPart(label)}
          aria-disabled={view.isRetrying || undefined}
          onClick={view.isRetrying ? undefined : view.retry}
          className="text-late grid size-11 place-items-center aria-disabled:opacity-50"
        >
          <Icon name="retry" size={16} />
        </button>
      )}
    </span>
  )
}

/** Told once, and only where somebody had to wait: parts that come at once are part of the page. */
function useArrivalAnnouncement(state: PartView<unknown>['state'], label: string, isLate: boolean): void {
  const t = useMessages()
  const waited = useRef(false)
  useEffect(() => {
    if (isLate && state === 'pending') {
      waited.current = true
      announce(t.common.latePart(label))
    } else if (state !== 'pending') {
      if (waited.current)
        announce(state === 'unavailable' ? t.common.failedPart(label) : t.common.arrivedPart(label))
      waited.current = false
    }
  }, [state, isLate, label, t])
}
