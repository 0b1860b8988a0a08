import { useQuery } from '@tanstack/react-query'
import { buttonClass } from '../components/button.tsx'
import { FailedQuery } from '../components/error-state.tsx'
import { Page } from '../components/page.tsx'
import { Refused } from '../components/refused.tsx'
import { Skeleton } from '../components/skeleton.tsx'
import { Bench } from '../features/lab/bench.tsx'
import { addressOf, readKnobs } from '../features/lab/knobs.ts'
import { labQuery } from '../features/lab/lab-api.ts'
import { LabOff } from '../features/lab/lab-off.tsx'
import { Recommendation } from '../features/lab/recommendation.tsx'
import { RunList } from '../features/lab/run-list.tsx'
import { Section } from '../components/section.tsx'
import type { LabKnobs } from '@nowait/contract/lab'
import { troubleOf } from '../lib/api.ts'
import { useMessages } from '../lib/language.ts'
import { Link } from '../lib/link.tsx'
import { setAddress, useSearchParams } from '../lib/location.ts'
import { href } from '../lib/paths.ts'

export default function LabPage() {
  const t = useMessages()
  const knobs = readKnobs(useSearchParams())
  const change = (next: LabKnobs) => setAddress(addressOf(href('lab'), next), { replace: true })
  const state = useQuery(labQuery)
  const trouble = state.error && troubleOf(state.error)
  if (trouble === 'FORBIDDEN') {
    return (
      <Page title={t.lab.title}>
        <Refused title={t.lab.forbiddenTitle} hint={t.lab.forbiddenHint} />
      </Page>
    )
  }
  return (
    <Page
      title={t.lab.title}
      aside={
        <Link to={href('ops')} className={buttonClass('plain')}>
          {t.lab.toOps}
        </Link>
      }
    >
      <p className="text-14 text-grey -mt-2 mb-8 max-w-180">{t.lab.intro}</p>
      <div className="grid grid-cols-1 gap-12">
        {state.data ? (
          <Bench knobs={knobs} change={change} state={state.data} />
        ) : trouble === 'LAB_OFF' ? (
          <LabOff />
        ) : trouble ? (
          <FailedQuery query={state} />
        ) : (
          <BenchLoading />
        )}
        <Section title={t.lab.advice} hint={t.lab.adviceHint}>
          <Recommendation modes={state.data?.modes} choose={(mode) => change({ ...knobs, mode })} />
        </Section>
        <Section title={t.lab.runs} hint={t.lab.runsHint}>
          <RunList choose={change} />
        </Section>
      </div>
    </Page>
  )
}

function BenchLoading() {
  const t = useMessages()
  return (
    <div aria-busy="true" aria-label={t.common.loadingPart(t.lab.title)} className="animate-appear min-h-svh">
      <Skeleton className="mb-4 h-6 w-40" />
      <Skeleton className="mb-10 h-36 w-full" />
      <Skeleton className="h-96 w-full" />
    </div>
  )
}
