import { ArrivalStrip } from '../components/arrival-strip.tsx'
import { buttonClass } from '../components/button.tsx'
import { Page } from '../components/page.tsx'
import { Audit } from '../features/ops/audit.tsx'
import { BlockedKeys } from '../features/ops/blocked-keys.tsx'
import { Groups } from '../features/ops/groups.tsx'
import { Integrations } from '../features/ops/integrations.tsx'
import { Jobs } from '../features/ops/jobs.tsx'
import { OpsLoading, OpsRefused, useTogether } from '../features/ops/ops-page.tsx'
import { ServicesAway } from '../features/ops/services-away.tsx'
import { useOperations } from '../features/ops/use-operations.ts'
import { troubleOf } from '../lib/api.ts'
import { useMessages } from '../lib/language.ts'
import { Link } from '../lib/link.tsx'
import { pageParts } from '../lib/page-parts.ts'
import { href } from '../lib/paths.ts'

const services = pageParts.opsPage
export default function OpsPage() {
  const t = useMessages()
  const { parts, refusal, seen } = useOperations()
  const isWaiting = useTogether(
    services.some((name) => parts[name].state === 'pending'),
    seen.length,
  )
  if (refusal) return <OpsRefused title={t.ops.title} code={troubleOf(refusal)} />
  return (
    <Page
      title={t.ops.title}
      aside={
        <div className="-mx-2 flex flex-wrap">
          <Link to={href('opsGuards')} className={buttonClass('plain')}>
            {t.ops.toGuards}
          </Link>
          <Link to={href('opsRebuild')} className={buttonClass('plain')}>
            {t.ops.toRebuild}
          </Link>
          <Link to={href('lab')} className={buttonClass('plain')}>
            {t.ops.toLab}
          </Link>
        </div>
      }
      strip={
        <ArrivalStrip parts={services.map((name) => ({ label: t.ops.services[name], view: parts[name] }))} />
      }
    >
      <p className="text-14 text-grey -mt-2 mb-8">{t.ops.intro}</p>
      <ServicesAway parts={parts} />
      {isWaiting ? (
        <OpsLoading title={t.ops.title} />
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
