import type { Member, Session } from '@nowait/contract/bff'
import { useQuery, type QueryClient } from '@tanstack/react-query'
import { endpointQuery } from './endpoint-query.ts'
import { forgetStored, storedFlag } from './stored.ts'

/** Only a hint that spares anonymous visitors a request; who is signed in is known by the server alone. */
const hint = storedFlag('nowait.signed-in')

/** Where order-attempt.ts keeps its order; named here so that the code of ordering stays with the checkout. */
export const unansweredOrderKey = 'nowait.order-attempt'

const sessionQuery = endpointQuery('whoAmI', {})

/** What everybody may see; everything else in the cache is one member's own. */
const publicQueries: readonly unknown[] = ['homePage', 'listProducts', 'getProduct']

export type SessionView =
  | { state: 'anonymous' }
  /** Somebody was signed in when last heard of; the answer is on its way, or the server out of reach. */
  | { state: 'checking' }
  | { state: 'member'; member: Member }

export function useSession(): SessionView {
  const isHinted = hint.use()
  const { data } = useQuery({ ...sessionQuery, enabled: isHinted })
  if (!isHinted) return { state: 'anonymous' }
  return data ? { state: 'member', member: data.member } : { state: 'checking' }
}

export const mayBeSignedIn = (): boolean => hint.get()

/** After signing in or up: the answer is the session. */
export function signedIn(client: QueryClient, session: Session): void {
  forgetMember(client)
  client.setQueryData(sessionQuery.queryKey, session)
  hint.set(true)
}

/** After signing out: nothing of the member stays in this browser. */
export function signedOut(client: QueryClient): void {
  forgetStored(unansweredOrderKey)
  sessionEnded(client)
}

/**
 * When any answer says that there is no session. An order without an answer is kept: the same member may come back
 * and must not order twice.
 */
export function sessionEnded(client: QueryClient): void {
  hint.set(false)
  forgetMember(client)
}

function forgetMember(client: QueryClient): void {
  client.removeQueries({ predicate: ({ queryKey }) => !publicQueries.includes(queryKey[0]) })
}
