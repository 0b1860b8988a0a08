import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '../../components/button.tsx'
import { FailedQuery } from '../../components/error-state.tsx'
import { Icon } from '../../components/icon.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { useMessages } from '../../lib/language.ts'
import { JobRow } from './job-row.tsx'
import { type JobsPage, jobsQuery } from './ops-api.ts'
import { Nothing } from './words.tsx'

/** The jobs of one service in one state, newest first. */
export function JobList({ service, state }: Pick<JobsPage, 'service' | 'state'>) {
  const t = useMessages()
  return (
    <div className="mb-6">
      <h3 className="text-14 mb-1 font-semibold">
        {t.ops.jobsOf(t.ops.services[service], t.ops.states[state])}
      </h3>
      <Rows page={{ service, state }} />
    </div>
  )
}

/** A page of them, and the next ones once they are asked for. */
function Rows({ page }: { page: JobsPage }) {
  const t = useMessages()
  const [isMore, setMore] = useState(false)
  const query = useQuery(jobsQuery(page))
  const { data, error } = query
  if (!data && error) return <FailedQuery query={query} />
  if (!data) return <Skeleton className="animate-appear h-24 w-full" />
  if (data.items.length === 0)
    return page.before === undefined ? <Nothing>{t.ops.noneInState}</Nothing> : null
  return (
    <>
      <ul className="divide-hairline border-hairline divide-y border-y">
        {data.items.map((job) => (
          <JobRow key={job.id} service={page.service} job={job} />
        ))}
      </ul>
      {data.next !== null &&
        (isMore ? (
          <Rows page={{ ...page, before: data.next }} />
        ) : (
          <Button look="plain" className="-ml-2" onClick={() => setMore(true)}>
            {t.ops.more}
            <Icon name="chevronDown" size={16} />
          </Button>
        ))}
    </>
  )
}
