import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { leaving } from '../leaving.ts'
import { sessionChanged, useHintedMember, useSession } from '../session.ts'
import { liveState } from './live-state.ts'
import { refresher } from './refresh.ts'
import { shareLive } from './share-live.ts'

/** Keeps up with what changes for as long as somebody is signed in. For the app, once. */
export function useLive(): void {
  const client = useQueryClient()
  const session = useSession()
  const isLeaving = leaving.use()
  const member = session.state === 'member' && !isLeaving ? session.member.id : undefined
  const hinted = useHintedMember()
  useEffect(() => sessionChanged(client, hinted), [client, hinted])
  useEffect(() => (member ? followLive(client, member) : undefined), [client, member])
}

function followLive(client: QueryClient, member: string): () => void {
  const refresh = refresher(client)
  const leave = shareLive({
    member,
    hear: refresh.take,
    changed: liveState.set,
    // Who is signed in is known by the session alone; asked for, it ends here too.
    refused: () => void client.invalidateQueries({ queryKey: ['whoAmI'] }),
  })
  return () => {
    leave()
    refresh.stop()
  }
}
