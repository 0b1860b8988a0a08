import { ArrivalStrip } from '../components/arrival-strip.tsx'
import { buttonClass } from '../components/button.tsx'
import { Page } from '../components/page.tsx'
import { Changes } from '../features/ops/changes.tsx'
import { Circuits } from '../features/ops/circuit-list.tsx'
import { Limits } from '../features/ops/limits.tsx'
import { Processes } from '../features/ops/processes.tsx'
import { useGuards } from '../features/ops/use-guards.ts'
import { OpsLoading, OpsRefused, useTogether } from '../features/ops/ops-page.tsx'
import { ServicesAway } from '../features/ops/services-away.tsx'
import { troubleOf } from '../lib/api.ts'
import { useMessages } from '../lib/language.ts'
import { Link } from '../lib/link.tsx'
import { pageParts } from '../lib/page-parts.ts'
import { href } from '../lib/paths.ts'

const services = pageParts.opsGuards

export default function OpsGuardsPage() {
  const t = useMessages()
  const { parts, refusal, seen } = useGuards()
  const isWaiting = useTogether(
    services.some((name) => parts[name].state === 'pending'),
    seen.length,
  )
  if (refusal) return <OpsRefused title={t.guards.title} code={troubleOf(refusal)} />
  return (
    <Page
      title={t.guards.title}
      aside={
        <Link to={href('ops')} className={buttonClass('plain')}>
          {t.guards.toOps}
        </Link>
      }
      strip={
        <ArrivalStrip parts={services.map((name) => ({ label: t.ops.services[name], view: parts[name] }))} />
      }
    >
      <p className="text-14 text-grey -mt-2 mb-8">{t.guards.intro}</p>
      <ServicesAway parts={parts} />
      {isWaiting ? (
        <OpsLoading title={t.guards.title} />
      ) : (
        seen.length > 0 && (
          <div className="grid gap-12">
            <Circuits seen={seen} />
            <Limits seen={seen} />
            <Processes seen={seen} />
            <Changes seen={seen} />
          </div>
        )
      )}
    </Page>
  )
}
