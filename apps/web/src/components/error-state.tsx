import type { UseQueryResult } from '@tanstack/react-query'
import { type Trouble, type TroubleCode, troubleIn, troubleOf } from '../lib/api.ts'
import { useMessages } from '../lib/language.ts'
import { useTrouble } from '../lib/trouble.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'

interface ErrorStateProps {
  /** What is missing, e.g. 배송 정보를 지금 볼 수 없어요; by default only the reason is told. */
  title?: string
  code: TroubleCode
  /** All that is known about it. */
  trouble?: Trouble
  retry?: () => void
  retryLabel?: string
  isRetrying?: boolean
}

/** Something did not come: what, why, and how to ask again. */
export function ErrorState({ title, code, trouble, retry, retryLabel, isRetrying = false }: ErrorStateProps) {
  const t = useMessages()
  const reason = useTrouble(code, trouble)
  return (
    <output className="animate-settle flex flex-col items-center gap-1 px-4 py-8 text-center">
      <span className="text-14 flex items-center gap-2 font-medium">
        <span className="text-failed">
          <Icon name="alert" size={16} />
        </span>
        {title ?? reason}
      </span>
      {title && <span className="text-14 text-grey max-w-88">{reason}</span>}
      {retry && (
        <Button look="quiet" className="mt-3" onClick={retry} isBusy={isRetrying} aria-label={retryLabel}>
          <Icon name="retry" size={16} />
          {t.common.retry}
        </Button>
      )}
    </output>
  )
}

interface FailedQueryProps extends Pick<ErrorStateProps, 'title' | 'retryLabel'> {
  query: Pick<UseQueryResult, 'error' | 'isFetching' | 'refetch'>
}

/** The same for a query that has brought nothing. */
export function FailedQuery({ query: { error, isFetching, refetch }, ...shown }: FailedQueryProps) {
  return (
    <ErrorState
      {...shown}
      code={troubleOf(error)}
      trouble={troubleIn(error)}
      retry={() => void refetch()}
      isRetrying={isFetching}
    />
  )
}
