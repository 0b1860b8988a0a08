import { ErrorState } from '../../components/error-state.tsx'
import { Page } from '../../components/page.tsx'
import { Refused } from '../../components/refused.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import type { TroubleCode } from '../../lib/api.ts'
import { useMessages } from '../../lib/language.ts'
import { useElapsed } from '../../lib/time.ts'

/** The tables hold rows of all services: those that come at about the same time come in one piece, and nothing moves. */
const togetherMs = 300

/** Whether to go on waiting for the services that have not answered yet. */
export function useTogether(isPending: boolean, seen: number): boolean {
  const isLong = useElapsed(isPending, togetherMs)
  return isPending && (!isLong || seen === 0)
}

export function OpsLoading({ title }: { title: string }) {
  const t = useMessages()
  return (
    <section aria-busy="true" aria-label={t.common.loadingPart(title)} className="animate-appear">
      {['h-40', 'h-64', 'h-48'].map((height) => (
        <div key={height} className="mb-12">
          <Skeleton className="mb-4 h-6 w-32" />
          <Skeleton className={`${height} w-full`} />
        </div>
      ))}
    </section>
  )
}

/** A page that is not for this visitor. */
export function OpsRefused({ title, code }: { title: string; code: TroubleCode }) {
  const t = useMessages()
  return (
    <Page title={title}>
      {code === 'FORBIDDEN' ? (
        <Refused title={t.ops.forbiddenTitle} hint={t.ops.forbiddenHint} />
      ) : (
        <ErrorState code={code} />
      )}
    </Page>
  )
}
