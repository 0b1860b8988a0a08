import type { bffApi } from '@nowait/contract/bff'
import type { CallInput, CallResult } from '@nowait/contract/client'
import type { bffRoutes } from '@nowait/contract/bff.routes'
import { queryOptions } from '@tanstack/react-query'
import { api } from './api.ts'

type Routes = typeof bffRoutes
type Endpoints = (typeof bffApi)['endpoints']

/** Endpoints that read one JSON answer. */
export type JsonQuery = {
  [K in keyof Routes]: Routes[K] extends `GET ${string}`
    ? Endpoints[K] extends { kind: 'json' }
      ? K
      : never
    : never
}[keyof Routes]

export type QueryInput<K extends keyof Endpoints> = Omit<CallInput<Endpoints[K]>, 'signal'>

/** A query named as its endpoint: `useQuery(endpointQuery('getProduct', { params: { id } }))`. */
export function endpointQuery<K extends JsonQuery>(name: K, input: QueryInput<K>) {
  const call = api[name] as unknown as (input: object) => Promise<CallResult<Endpoints[K]>>
  return queryOptions({
    queryKey: [name, input] as const,
    queryFn: ({ signal }) => call({ ...input, signal }),
  })
}
