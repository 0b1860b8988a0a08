import { useQuery } from '@tanstack/react-query'
import { opsApi, pollMs } from './ops-api.ts'

const runningMs = 1_000

/** How far the rebuild of My Page is, asked again while somebody looks; more often while one is under way. */
export const useRebuild = () =>
  useQuery({
    queryKey: ['opsRebuild'] as const,
    queryFn: ({ signal }) => opsApi.opsRebuild({ signal }),
    refetchInterval: ({ state }) => (state.data?.run?.state === 'running' ? runningMs : pollMs),
    staleTime: 0,
    retry: false,
  })
