import { FailedQuery } from '../components/error-state.tsx'
import { buttonClass } from '../components/button.tsx'
import { Page } from '../components/page.tsx'
import { OpsLoading, OpsRefused } from '../features/ops/ops-page.tsx'
import { RebuildLag } from '../features/ops/rebuild-lag.tsx'
import { RebuildLive } from '../features/ops/rebuild-live.tsx'
import { RebuildRun } from '../features/ops/rebuild-run.tsx'
import { useOperations } from '../features/ops/use-operations.ts'
import { useRebuild } from '../features/ops/use-rebuild.ts'
import { troubleOf } from '../lib/api.ts'
import { useMessages } from '../lib/language.ts'
import { Link } from '../lib/link.tsx'
import { href } from '../lib/paths.ts'

export default function OpsRebuildPage() {
  const t = useMessages()
  const query = useRebuild()
  const { refusal, parts } = useOperations()
  if (refusal) return <OpsRefused title={t.rebuild.title} code={troubleOf(refusal)} />
  const { data, error } = query
  return (
    <Page
      title={t.rebuild.title}
      aside={
        <Link to={href('ops')} className={buttonClass('plain')}>
          {t.rebuild.toOps}
        </Link>
      }
    >
      <p className="text-14 text-grey mb-8 max-w-prose">{t.rebuild.intro}</p>
      {!data && !error && <OpsLoading title={t.rebuild.title} />}
      {error && <FailedQuery query={query} title={t.ops.serviceAway(t.ops.services.mypage)} />}
      {data && (
        <div className="grid gap-12">
          <RebuildRun rebuild={data} />
          <RebuildLive rebuild={data} />
          <RebuildLag view={parts.mypage} />
        </div>
      )}
    </Page>
  )
}
