import type { Member, Session } from '@nowait/contract/bff'
import { useQuery, type QueryClient } from '@tanstack/react-query'
import { endpointQuery } from './endpoint-query.ts'
import { leaving } from './leaving.ts'
import { forgetStored, keptPageKey, stored } from './stored.ts'

/**
 * The id of who was signed in when last heard of; empty: nobody. Only a hint, which spares anonymous visitors a request
 * and keeps what is stored of one member from another; who is signed in is known by the server alone.
 */
const hint = stored<string>(
  'nowait.signed-in',
  (text) => text ?? '',
  (id) => id || null,
)

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
  const hinted = hint.use()
  const isLeaving = leaving.use()
  const { data } = useQuery({ ...sessionQuery, enabled: hinted !== '' && !isLeaving })
  if (!hinted) return { state: 'anonymous' }
  return data?.member.id === hinted ? { state: 'member', member: data.member } : { state: 'checking' }
}

export const hintedMember = (): string => hint.get()
export const useHintedMember = (): string => hint.use()

export const mayBeSignedIn = (): boolean => hint.get() !== ''

/** After signing in or up: the answer is the session. */
export function signedIn(client: QueryClient, session: Session): void {
  forgetMember(client)
  client.setQueryData(sessionQuery.queryKey, session)
  hint.set(session.member.id)
}

/** When the server says who is signed in; somebody else than we thought is as if he had signed in here. */
export function sessionKnown(client: QueryClient, session: Session): void {
  if (session.member.id !== hint.get()) signedIn(client, session)
}

/** When another tab has signed in or out: what this one has of the member before is let go. */
export function sessionChanged(client: QueryClient, hinted: string): void {
  const known = client.getQueryData(sessionQuery.queryKey)
  if (!known || known.member.id === hinted) return
  client.removeQueries({ predicate: ({ queryKey }) => isOfMember(queryKey) && queryKey[0] !== 'whoAmI' })
  void client.invalidateQueries({ queryKey: sessionQuery.queryKey })
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
  hint.set('')
  forgetMember(client)
}

function forgetMember(client: QueryClient): void {
  forgetStored(keptPageKey)
  client.removeQueries({ predicate: ({ queryKey }) => isOfMember(queryKey) })
}

const isOfMember = (queryKey: readonly unknown[]) => !publicQueries.includes(queryKey[0])
