import type { OperatedJob } from '@nowait/contract/operations'
import type { OperatedService } from '@nowait/contract/ops'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { FailedQuery } from '../../components/error-state.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { useMessages } from '../../lib/language.ts'
import { jobQuery } from './ops-api.ts'

interface JobDetailsProps {
  id: string
  service: OperatedService
  job: OperatedJob
}

/** All of a job: its error in full and its payload as the server lets it be seen. */
export function JobDetails({ id, service, job }: JobDetailsProps) {
  const t = useMessages()
  return (
    <div id={id} className="bg-ground rounded-control text-14 mt-3 grid gap-3 p-4">
      <dl className="grid gap-3 sm:grid-cols-2">
        {job.key !== null && <Fact name={t.ops.key}>{job.key}</Fact>}
        {job.traceId !== null && <Fact name={t.ops.trace}>{job.traceId}</Fact>}
        {job.lastError !== null && (
          <Fact name={t.ops.lastError} className="sm:col-span-full">
            {job.lastError}
          </Fact>
        )}
      </dl>
      <Payload service={service} job={job.id} />
    </div>
  )
}

function Fact({ name, className, children }: { name: string; className?: string; children: ReactNode }) {
  return (
    <div className={className}>
      <dt className="text-12 text-grey">{name}</dt>
      <dd className="break-all whitespace-pre-wrap">{children}</dd>
    </div>
  )
}

function Payload({ service, job }: { service: OperatedService; job: number }) {
  const t = useMessages()
  const query = useQuery(jobQuery(service, job))
  const { data, error } = query
  if (!data && error) return <FailedQuery query={query} />
  if (!data) return <Skeleton className="h-16 w-full" />
  return (
    <div>
      <p className="text-12 text-grey">{t.ops.payload}</p>
      {data.payload === null ? (
        <p>{t.ops.payloadGone}</p>
      ) : (
        <>
          <pre className="text-12 break-all whitespace-pre-wrap">{JSON.stringify(data.payload, null, 2)}</pre>
          <p className="text-12 text-grey mt-1">{t.ops.payloadHint}</p>
        </>
      )}
    </div>
  )
}
