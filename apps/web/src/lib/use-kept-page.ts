import type { Session } from '@nowait/contract/bff'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { endpointQuery } from './endpoint-query.ts'
import { pageQuery } from './page-stream.ts'

// On its way from the moment the page's own code is there, and not in its way on a first visit.
const code = import('./kept-page.ts').catch(() => undefined)

/** Shows My Page as it was last seen until it has come, and keeps what has come. */
export function useKeptPage(): void {
  const client = useQueryClient()
  useEffect(() => void code.then((kept) => kept?.showKept(client)), [client])
  const page = client.getQueryData(pageQuery('myPage', {}).queryKey)
  const session = client.getQueryData<Session>(endpointQuery('whoAmI', {}).queryKey)
  useEffect(() => {
    if (page && session) void code.then((kept) => kept?.keepPage(session, page))
  }, [page, session])
}
