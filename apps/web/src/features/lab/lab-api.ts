import type { bffApi } from '@nowait/contract/bff'
import { createClient, type Client } from '@nowait/contract/client'
import { labRoutes } from '@nowait/contract/lab.routes'
import { queryOptions } from '@tanstack/react-query'
import { send } from '../../lib/api.ts'

/** What only operators ask; it comes with their page. */
export const labApi: Pick<Client<typeof bffApi>, keyof typeof labRoutes> = createClient<typeof bffApi>(
  labRoutes,
  send,
)

const whileBusyMs = 3_000

/** Asked again while somebody else's run keeps ours waiting. */
export const labQuery = queryOptions({
  queryKey: ['labState'] as const,
  queryFn: ({ signal }) => labApi.labState({ signal }),
  refetchInterval: ({ state }) => (state.data?.busy ? whileBusyMs : false),
  staleTime: 0,
})
