import type { Session } from '@nowait/contract/bff'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useSearchParams } from '../../lib/location.ts'
import { href, safeNext } from '../../lib/paths.ts'
import { go } from '../../lib/router.ts'
import { signedIn } from '../../lib/session.ts'

/** Signs in or up, then opens the page one came from, which is only ever a page of this shop. */
export function useEnter<T>(ask: (input: T) => Promise<Session>) {
  const client = useQueryClient()
  const next = safeNext(useSearchParams().get('next'), href('myPage'))
  return useMutation({
    mutationFn: ask,
    onSuccess: (session) => {
      signedIn(client, session)
      void go(next, { replace: true })
    },
  })
}
