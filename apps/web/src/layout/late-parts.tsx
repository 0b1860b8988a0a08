import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { LiveRegion } from '../components/live-region.tsx'
import { Toaster } from '../components/toaster.tsx'
import { useLive } from '../lib/live/use-live.ts'
import { href } from '../lib/paths.ts'
import { startRecovery } from '../lib/recovery.ts'
import { loadPage, matchHref } from '../lib/router.ts'
import { Footer } from './footer.tsx'
import { OfflineBanner } from './offline-banner.tsx'

/** What nobody sees first: below the page, or only when something happens. */
export function LateParts() {
  const client = useQueryClient()
  useLive()
  useEffect(() => startRecovery(client), [client])
  useEffect(() => {
    // The cart is kept in the browser: it opens without a network, provided its code is here.
    loadPage(matchHref(href('cart')).route).catch(() => undefined)
  }, [])
  return (
    <>
      <Footer />
      <OfflineBanner />
      <Toaster />
      <LiveRegion />
    </>
  )
}
