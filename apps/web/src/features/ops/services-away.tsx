import type { OperatedService } from '@nowait/contract/ops'
import { Button } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { useFormat } from '../../lib/format.ts'
import { useMessages } from '../../lib/language.ts'
import { ageOf, pageParts } from '../../lib/page-parts.ts'
import { useNow } from '../../lib/time.ts'
import type { PartView } from '../../lib/use-page.ts'

type Views = Record<OperatedService, PartView<unknown>>

/** The services that do not answer: the rest of the page goes on without them. */
export function ServicesAway({ parts }: { parts: Views }) {
  const away = pageParts.opsPage.filter((service) => ['stale', 'unavailable'].includes(parts[service].state))
  if (away.length === 0) return null
  return (
    <ul className="mb-8 grid gap-2">
      {away.map((service) => (
        <Away key={service} service={service} view={parts[service]} />
      ))}
    </ul>
  )
}

function Away({ service, view }: { service: OperatedService; view: PartView<unknown> }) {
  const t = useMessages()
  const format = useFormat()
  const now = useNow(view.state === 'stale', 5_000)
  const name = t.ops.services[service]
  const isStale = view.state === 'stale'
  return (
    <li
      className={`rounded-control text-14 flex items-center gap-x-3 px-4 py-1 ${isStale ? 'bg-late-wash text-late' : 'bg-failed-wash text-failed'}`}
    >
      <Icon name={isStale ? 'clock' : 'alert'} size={16} />
      <span className="min-w-0 grow py-2">
        {isStale ? t.ops.serviceStale(name, format.age(ageOf(view, now))) : t.ops.serviceAway(name)}
      </span>
      <Button
        look="plain"
        className="shrink-0"
        isBusy={view.isRetrying}
        onClick={view.retry}
        aria-label={t.common.retryPart(name)}
      >
        {t.common.retry}
      </Button>
    </li>
  )
}
