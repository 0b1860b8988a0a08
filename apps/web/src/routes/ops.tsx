import { ArrivalStrip } from '../components/arrival-strip.tsx'
import { buttonClass } from '../components/button.tsx'
import { EmptyState } from '../components/empty-state.tsx'
import { ErrorState } from '../components/error-state.tsx'
import { Page } from '../components/page.tsx'
import { Skeleton } from '../components/skeleton.tsx'
import { Audit } from '../features/ops/audit.tsx'
import { BlockedKeys } from '../features/ops/blocked-keys.tsx'
import { Groups } from '../features/ops/groups.tsx'
import { Integrations } from '../features/ops/integrations.tsx'
import { Jobs } from '../features/ops/jobs.tsx'
import { ServicesAway } from '../features/ops/services-away.tsx'
import { useOperations } from '../features/ops/use-operations.ts'
import { troubleOf } from '../lib/api.ts'
import { useMessages } from '../lib/language.ts'
import { Link } from '../lib/link.tsx'
import { pageParts } from '../lib/page-parts.ts'
import { href } from '../lib/paths.ts'
import { useElapsed } from '../lib/time.ts'

const services = pageParts.opsPage
/** The tables hold rows of all services: those that come at about the same time come in one piece, and nothing moves. */
const togetherMs = 300

export default function OpsPage() {
  const t = useMessages()
  const { parts, refusal, seen } = useOperations()
  const isPending = services.some((name) => parts[name].state === 'pending')
  const isLong = useElapsed(isPending, togetherMs)
  const isWaiting = isPending && (!isLong || seen.length === 0)
  if (refusal) return <Refused code={troubleOf(refusal)} />
  return (
    <Page
      title={t.ops.title}
      strip={
        <ArrivalStrip parts={services.map((name) => ({ label: t.ops.services[name], view: parts[name] }))} />
      }
    >
      <p className="text-14 text-grey -mt-2 mb-8">{t.ops.intro}</p>
      <ServicesAway parts={parts} />
      {isWaiting ? (
        <Loading />
      ) : (
        seen.length > 0 && (
          <div className="grid gap-12">
            <Integrations seen={seen} />
            <Jobs seen={seen} />
            <BlockedKeys seen={seen} />
            <Groups seen={seen} />
            <Audit services={seen.map(({ service }) => service)} />
          </div>
        )
      )}
    </Page>
  )
}

function Loading() {
  const t = useMessages()
  return (
    <section aria-busy="true" aria-label={t.common.loadingPart(t.ops.title)} className="animate-appear">
      {['h-40', 'h-64', 'h-48'].map((height) => (
        <div key={height} className="mb-12">
          <Skeleton className="mb-4 h-6 w-32" />
          <Skeleton className={`${height} w-full`} />
        </div>
      ))}
    </section>
  )
}

function Refused({ code }: { code: ReturnType<typeof troubleOf> }) {
  const t = useMessages()
  return (
    <Page title={t.ops.title}>
      {code === 'FORBIDDEN' ? (
        <EmptyState
          title={t.ops.forbiddenTitle}
          hint={t.ops.forbiddenHint}
          action={
            <Link to={href('home')} className={buttonClass('quiet')}>
              {t.common.backHome}
            </Link>
          }
        />
      ) : (
        <ErrorState code={code} />
      )}
    </Page>
  )
}
