import type { Session } from '@nowait/contract/bff'
import { ClientProblem } from '@nowait/contract/client'
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { isSignedOut } from './api.ts'
import { sessionEnded, sessionKnown } from './session.ts'

/** How long an answer is shown without asking again; a warm visit then needs no request. */
export const freshMs = 30_000

export function createQueryClient(): QueryClient {
  const onError = (error: unknown) => {
    if (isSignedOut(error)) sessionEnded(client)
  }
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError,
      onSuccess: (data, { queryKey }) => {
        if (queryKey[0] === 'whoAmI') sessionKnown(client, data as Session)
      },
    }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: freshMs,
        // Offline is a state of ours with its own words: ask, fail at once and say so, rather than pause in silence.
        networkMode: 'always',
        refetchOnReconnect: 'always',
        retry: (failures, error) => failures < 1 && isPassing(error),
        retryDelay: 400,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  })
  return client
}

function isPassing(error: unknown): boolean {
  return error instanceof ClientProblem && (error.status === 0 || error.status >= 500) && navigator.onLine
}
