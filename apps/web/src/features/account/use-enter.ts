import type { Session } from '@nowait/contract/bff'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useSearchParams } from '../../lib/location.ts'
import { href, safeNext } from '../../lib/paths.ts'
import { pushOwner } from '../../lib/push-owner.ts'
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
      forgetPushesOfOthers(session.member.id)
      void go(next, { replace: true })
    },
  })
}

/** Whoever used this browser before, and did not sign out, is not heard of here any more. */
function forgetPushesOfOthers(member: string): void {
  if (pushOwner.get() === '' || pushOwner.get() === member) return
  import('../../lib/push-browser.ts').then(({ turnOff }) => turnOff()).catch(() => undefined)
}
