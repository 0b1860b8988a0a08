import { useEffect, type ReactNode } from 'react'
import { leaving } from '../lib/leaving.ts'
import { href, withQuery } from '../lib/paths.ts'
import { go } from '../lib/router.ts'
import { useSession } from '../lib/session.ts'

/** Members only: others are sent to sign in and come back. Who seems signed in sees the page at once. */
export function MemberGate({ children }: { children: ReactNode }) {
  const isAnonymous = useSession().state === 'anonymous'
  useEffect(() => {
    // Whoever signs out here is on the way home already.
    if (!isAnonymous || leaving.get()) return
    const next = location.pathname + location.search
    void go(withQuery(href('signIn'), { next }), { replace: true })
  }, [isAnonymous])
  return isAnonymous ? null : children
}
