import type { bffApi } from '@nowait/contract/bff'
import { createClient, type Client } from '@nowait/contract/client'
import type { OperatedService } from '@nowait/contract/ops'
import { opsRoutes } from '@nowait/contract/ops.routes'
import type { JobState } from '@nowait/contract/operations'
import { queryOptions } from '@tanstack/react-query'
import { send } from '../../lib/api.ts'

/** What only operators ask; it comes with their page. */
export const opsApi: Pick<Client<typeof bffApi>, keyof typeof opsRoutes> = createClient<typeof bffApi>(
  opsRoutes,
  send,
)

/** How often a page that is looked at asks again, ms. A hidden one does not ask. */
export const pollMs = 2_000
const auditMs = 10_000
const pageSize = 20

export interface JobsPage {
  service: OperatedService
  state: JobState
  /** The last job of the page before. */
  before?: number
}

export const jobsQuery = ({ service, ...query }: JobsPage) =>
  queryOptions({
    queryKey: ['opsJobs', service, query] as const,
    queryFn: ({ signal }) =>
      opsApi.opsJobs({ params: { service }, query: { ...query, size: pageSize }, signal }),
    refetchInterval: pollMs,
    staleTime: 0,
  })

/** Asked once, when it is opened. */
export const jobQuery = (service: OperatedService, job: number) =>
  queryOptions({
    queryKey: ['opsJob', service, job] as const,
    queryFn: ({ signal }) => opsApi.opsJob({ params: { service, job }, signal }),
    staleTime: 0,
  })

/** What operators did in these services, newest first; one that is away is left out. */
export const auditQuery = (services: readonly OperatedService[]) =>
  queryOptions({
    queryKey: ['opsAudit', services] as const,
    queryFn: async ({ signal }) => {
      const asked = services.map(async (service) => {
        const { items } = await opsApi.opsAudit({ params: { service }, query: { size: pageSize }, signal })
        return items.map((item) => ({ ...item, service }))
      })
      const answers = await Promise.allSettled(asked)
      const entries = answers.flatMap((each) => (each.status === 'fulfilled' ? each.value : []))
      return entries.toSorted((a, b) => (a.at < b.at ? 1 : -1)).slice(0, pageSize)
    },
    refetchInterval: auditMs,
    staleTime: 0,
  })
